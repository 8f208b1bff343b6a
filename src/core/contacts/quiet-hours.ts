import { DateTime } from "luxon";

/** Minutes after local midnight; from 22:00 to 8:00 is 1320 to 480. Equal ends are no quiet hours. */
export interface QuietHours {
  from: number;
  to: number;
}

/**
 * When the quiet hours that a moment falls into end, in the time zone (IANA name) of the building; null when it falls
 * into none. The end is a time on the wall: on a night when clocks change it is real minutes earlier or later.
 */
export const quietUntil = (hours: QuietHours | null, at: Date, timeZone: string): Date | null => {
  if (!hours || hours.from === hours.to) return null;
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  const minute = local.hour * 60 + local.minute;
  const overnight = hours.from > hours.to;
  const inside = overnight
    ? minute >= hours.from || minute < hours.to
    : minute >= hours.from && minute < hours.to;
  if (!inside) return null;
  const day = overnight && minute >= hours.from ? local.plus({ days: 1 }) : local;
  const end = day.startOf("day").set({ hour: Math.floor(hours.to / 60), minute: hours.to % 60 });
  // Where the clock is put back, the wall shows the end twice: the later one counts while the first is past.
  return end.toMillis() > at.getTime() ? end.toJSDate() : end.plus({ hours: 1 }).toJSDate();
};
