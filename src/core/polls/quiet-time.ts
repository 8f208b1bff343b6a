import { DateTime } from "luxon";

/**
 * When a person's quiet time ends that holds at a moment; null when it does not hold. `from` and `to` are minutes of
 * the building's day; it may reach over midnight.
 */
export const quietUntil = (
  now: Date,
  { quietFrom, quietTo }: { quietFrom: number | null; quietTo: number | null },
  timeZone: string,
): Date | null => {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return null;
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const minute = here.hour * 60 + here.minute;
  const overMidnight = quietFrom > quietTo;
  const isQuiet = overMidnight
    ? minute >= quietFrom || minute < quietTo
    : minute >= quietFrom && minute < quietTo;
  if (!isQuiet) return null;
  const day = overMidnight && minute >= quietFrom ? here.plus({ days: 1 }) : here;
  return day
    .startOf("day")
    .set({ hour: Math.floor(quietTo / 60), minute: quietTo % 60 })
    .toJSDate();
};
