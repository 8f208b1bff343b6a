import { daysIn, firstDay, lastDay } from "../calendar.ts";
import { apportion } from "../money/apportion.ts";
import type { SettledMonth, UnitVolume } from "../volumes.ts";
import { type Tenure, tenuresIn } from "./tenure.ts";
import type { BuildingToCharge, UnitToCharge } from "./to-charge.ts";

/** An account's part of a past month that is settled with this one. */
export interface SettledPart extends Tenure {
  settled: SettledMonth;
  /** What is still to be charged, or given back. */
  volume: bigint;
  /** Of what was charged then. */
  charged: bigint;
}

/**
 * Whose the settled months are: of the accounts that held the unit in each of them, by its days, also where they are closed
 * by now. Nothing where one account has had the unit all the while: it is charged in one sum. What was used before anybody
 * had an account stays with this month's.
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
    const days = tenures.map((tenure) => BigInt(tenure.days));
    const volumes = apportion(settled.used - settled.charged, days);
    const charged = apportion(settled.charged, days);
    return tenures.map((tenure, at) => ({
      ...tenure,
      settled,
      volume: volumes[at] ?? 0n,
      charged: charged[at] ?? 0n,
    }));
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
