import { type Month, shiftMonth } from "../../billing/calendar.ts";
import { expiredBy } from "../expired-by.ts";
import type { MeterPolicy } from "../policy.ts";
import { averageUse, monthsBetween, type RegisterReading, usedOver } from "../register-readings.ts";
import type { CountedMeter } from "./meter-rows.ts";

/** What one register says about a month. */
export type RegisterVolume =
  | {
      origin: "readings";
      volume: bigint;
      previous: RegisterReading;
      current: RegisterReading;
      /** Months without a reading in between: what they were charged is taken off. */
      gap: Month[];
    }
  | { origin: "average"; volume: bigint; months: Month[]; readingIds: string[] }
  /** Put in this month and not read yet: it has nothing to say. */
  | { origin: "new" }
  /** Neither a reading nor an average: the norm has to serve. */
  | { origin: "unknown" };

/** A month's volume by a register: the difference of readings, else the average as the policy allows it. */
export const registerVolume = (
  meter: Pick<CountedMeter, "capacity" | "verifiedUntil">,
  all: readonly RegisterReading[],
  month: Month,
  policy: MeterPolicy,
): RegisterVolume => {
  const expired = expiredBy(meter, month, policy);
  const readings = expired === null ? all : all.filter((reading) => reading.month <= expired);
  const current = readings.findLast((reading) => reading.month === month && reading.kind !== "initial");
  const earlier = readings.filter(
    (reading) => reading.month < month || (reading.month === month && reading.kind === "initial"),
  );
  const previous = earlier.at(-1);
  if (current && previous) {
    const between = readings.slice(readings.indexOf(previous), readings.indexOf(current) + 1);
    return {
      origin: "readings",
      volume: usedOver(between, meter.capacity),
      previous,
      current,
      gap: gapOf(previous, month),
    };
  }
  if (previous?.kind === "initial" && previous.month === month) return { origin: "new" };
  if (expired !== null && policy.expired === "norm") return { origin: "unknown" };
  return estimate(meter.capacity, earlier, month, policy);
};

const gapOf = (previous: RegisterReading, month: Month): Month[] => {
  const first = previous.kind === "initial" ? previous.month : shiftMonth(previous.month, 1);
  return Array.from({ length: Math.max(0, monthsBetween(first, month)) }, (_, at) => shiftMonth(first, at));
};

const estimate = (
  capacity: bigint,
  earlier: readonly RegisterReading[],
  month: Month,
  { averageMonths, leastMonths, averagePeriods }: MeterPolicy,
): RegisterVolume => {
  const last = earlier.at(-1);
  const average = averageUse(earlier, capacity, { most: averageMonths, least: leastMonths });
  if (!last || !average || monthsBetween(last.month, month) > averagePeriods) return { origin: "unknown" };
  return {
    origin: "average",
    volume: average.volume,
    months: Array.from({ length: average.months }, (_, at) =>
      shiftMonth(average.to, at + 1 - average.months),
    ),
    readingIds: earlier.filter((reading) => reading.month >= average.from).map(({ id }) => id),
  };
};
