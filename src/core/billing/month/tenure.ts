import { addDays, type Day, daysIn, overlap } from "../calendar.ts";
import { apportion } from "../money/apportion.ts";
import type { AccountToCharge, UnitToCharge } from "./to-charge.ts";

/** The days of a span on which an account pays for its unit. */
export interface Tenure {
  account: AccountToCharge;
  from: Day;
  to: Day;
  days: number;
}

/** The last answer for each unit: every service of a month asks for the same span. */
const known = new WeakMap<Pick<UnitToCharge, "accounts">, { from: Day; to: Day; tenures: Tenure[] }>();

export const tenuresIn = (
  unit: Pick<UnitToCharge, "accounts">,
  { from, to }: { from: Day; to: Day },
): Tenure[] => {
  const last = known.get(unit);
  if (last && last.from === from && last.to === to) return last.tenures;
  const tenures = unit.accounts.flatMap((account) => {
    const common = overlap({ from: account.opened, to: account.closed }, { from, to });
    return common ? [{ account, ...common, days: daysIn(common.from, common.to) }] : [];
  });
  known.set(unit, { from, to, tenures });
  return tenures;
};

/** How much of what is split falls to some days. */
export type Weigh = (span: { from: Day; to: Day }) => number;

export const byDays: Weigh = ({ from, to }) => daysIn(from, to);

/** For what is charged for people: what they come to over those days. */
export const byResidents =
  (unit: UnitToCharge): Weigh =>
  (span) =>
    residentDays(unit, span);

/**
 * Splits what a unit is charged for a span among the accounts that held it, by days or by what else they weigh; the parts
 * make the whole. Days on which nobody had the unit are nobody's, unless `all` is to be charged whoever was there.
 */
export const splitAmong = (
  whole: bigint,
  tenures: readonly Tenure[],
  span: { from: Day; to: Day },
  { all = false, weigh = byDays }: { all?: boolean; weigh?: Weigh } = {},
): bigint[] => {
  const held = tenures.reduce((sum, { days }) => sum + days, 0);
  if (tenures.length === 1 && (all || held === daysIn(span.from, span.to))) return [whole];
  const weights = tenures.map(weigh);
  const nobody = all
    ? 0
    : Math.max(
        0,
        weights.reduce((left, weight) => left - weight, weigh(span)),
      );
  return apportion(whole, [...weights, nobody].map(BigInt)).slice(0, tenures.length);
};

/** The sum of people over the days of a span. */
export const residentDays = ({ residents }: UnitToCharge, span: { from: Day; to: Day }): number =>
  residents.reduce((sum, { from, count }, at) => {
    const next = residents[at + 1];
    const common = overlap({ from, to: next ? addDays(next.from, -1) : null }, span);
    return common ? sum + daysIn(common.from, common.to) * count : sum;
  }, 0);

/** Who says how many people lived there in a span. */
export const countedBy = (
  { residents }: UnitToCharge,
  { from, to }: { from: Day; to: Day },
): "register" | "staff" | "both" => {
  const saying = new Set(
    residents
      .filter((one, at) => one.from <= to && (residents[at + 1]?.from ?? "9999-12-31") > from)
      .map(({ by }) => by),
  );
  return saying.size > 1 ? "both" : saying.has("staff") ? "staff" : "register";
};
