import {
  addDays,
  type Day,
  daysIn,
  firstDay,
  lastDay,
  later,
  type Month,
  nextMonth,
  overlap,
} from "../../billing/calendar.ts";
import { apportion } from "../../billing/money/apportion.ts";
import { type RegisterReading, usedOver } from "../register-readings.ts";

/**
 * What a register used in each of some months that follow each other, by its readings from before them to the last one's:
 * between two readings by days. In thousandths.
 */
export const useByMonth = (
  readings: readonly RegisterReading[],
  capacity: bigint,
  months: readonly Month[],
): bigint[] => {
  const uses = months.map(() => 0n);
  for (const [at, reading] of readings.entries()) {
    const before = readings[at - 1];
    if (!before) continue;
    const used = usedOver([before, reading], capacity);
    const span = { from: later(dayAfter(before), firstDay(months[0] ?? "")), to: dayOf(reading) };
    const days = months.map((month) => {
      const common = overlap({ from: firstDay(month), to: lastDay(month) }, span);
      return BigInt(common ? daysIn(common.from, common.to) : 0);
    });
    // Readings that have no day between them, as a month's own and a later one of its days, are of the second's month.
    const whole = months.map((month) => (month === reading.month ? 1n : 0n));
    const parts = apportion(used, days.some((part) => part > 0n) ? days : whole);
    for (const [of, part] of parts.entries()) uses[of] = (uses[of] ?? 0n) + part;
  }
  return uses;
};

/** The last day that a reading tells of: a month's own reading counts for all of the month, on whichever day it was taken. */
const dayOf = ({ kind, day, month }: RegisterReading): Day => (kind === "monthly" ? lastDay(month) : day);

const dayAfter = (reading: RegisterReading): Day =>
  reading.kind === "initial"
    ? reading.day
    : reading.kind === "monthly"
      ? firstDay(nextMonth(reading.month))
      : addDays(reading.day, 1);
