import { daysIn, firstDay, lastDay } from "../calendar.ts";
import { apportion } from "../money/apportion.ts";
import type { SettledMonth, UnitVolume } from "../volumes.ts";
import { type Tenure, tenuresIn } from "./tenure.ts";
import type { AccountToCharge, BuildingToCharge, UnitToCharge } from "./to-charge.ts";

/** An account's part of a past month that is settled with this one. */
export interface SettledPart extends Tenure {
  settled: SettledMonth;
  /** What is still to be charged, or given back. */
  volume: bigint;
  /** Of what was charged then. */
  charged: bigint;
}

/**
 * Whose the settled months are: what was used is of the accounts that held the unit in each of them, by its days, less what
 * each of them was charged for it, also where they are closed by now. Nothing where one account has had the unit all the
 * while: it is charged in one sum. What was used before anybody had an account stays with this month's.
 */
export const settledParts = (
  { holders }: Pick<BuildingToCharge, "holders">,
  unit: UnitToCharge,
  { past = [] }: UnitVolume,
): SettledPart[] => {
  const accounts = past.length === 0 ? undefined : holders.get(unit.unitId);
  if (!accounts) return [];
  const months = past.map((settled) => {
    const span = { from: firstDay(settled.month), to: lastDay(settled.month) };
    return { settled, tenures: tenuresIn({ accounts }, span) };
  });
  const held = [...months.flatMap(({ tenures }) => tenures.map(({ account }) => account)), ...unit.accounts];
  if (new Set(held.map(({ accountId }) => accountId)).size < 2) return [];
  return months.flatMap(({ settled, tenures }) => {
    const chargedTo = ({ accountId }: AccountToCharge): bigint =>
      settled.chargedTo
        .filter((charged) => charged.accountId === accountId)
        .reduce((sum, { volume }) => sum + volume, 0n);
    const used = apportion(
      settled.used,
      tenures.map(({ days }) => BigInt(days)),
    );
    const { month } = settled;
    const span = { from: firstDay(month), to: lastDay(month) };
    // Who was charged, and turned out not to have had the unit then, gets all of it back.
    const others = accounts
      .filter((account) => !tenures.some(({ account: { accountId } }) => accountId === account.accountId))
      .map((account) => ({
        account,
        ...span,
        days: daysIn(span.from, span.to),
        settled: { ...settled, used: 0n },
      }));
    return [...tenures.map((tenure) => ({ ...tenure, settled })), ...others].map((part, at) => {
      const charged = chargedTo(part.account);
      return { ...part, volume: (used[at] ?? 0n) - charged, charged };
    });
  });
};

/** A month's volume without what is settled of earlier ones. */
export const withoutSettled = (volume: UnitVolume, parts: readonly SettledPart[]): UnitVolume => {
  const { past: _past, settles: _settles, ...own } = volume;
  const settled = parts.reduce((sum, part) => sum + part.volume, 0n);
  return {
    ...own,
    volume: own.volume - settled,
    ...(own.usedBy ? { usedBy: own.usedBy.map((read) => ({ ...read, volume: read.volume - settled })) } : {}),
  };
};

/** How much of the month a part is for. */
export const daysOf = ({ from, to, days, settled: { month } }: SettledPart) => {
  const ofDays = daysIn(firstDay(month), lastDay(month));
  return days === ofDays ? {} : { days, ofDays, from, to };
};
