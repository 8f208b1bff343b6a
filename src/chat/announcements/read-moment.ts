import { DateTime } from "luxon";

const withYear = ["yyyy-MM-dd H:mm", "d.M.yyyy H:mm", "d/M/yyyy H:mm", "yyyy-MM-dd'T'H:mm"];
const withoutYear = ["d.M H:mm", "d/M H:mm"];

/**
 * A moment as people write it: "25.11 9:00", "25.11.2026 09:00", "2026-11-25 09:00", or only "09:00" for the next time
 * that the clock shows this. Without a year the nearest one is meant. Null: it can't be read.
 */
export const readMoment = (text: string, timeZone: string, now: Date): Date | null => {
  const tidy = text.trim().replace(/\s*,\s*|\s+/g, " ");
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const parse = (format: string): DateTime | null => {
    const parsed = DateTime.fromFormat(tidy, format, { zone: timeZone });
    return parsed.isValid ? parsed : null;
  };
  const full = withYear.map(parse).find((parsed) => parsed !== null);
  if (full) return full.toJSDate();
  const day = withoutYear.map(parse).find((parsed) => parsed !== null);
  if (day) {
    const nearest = [-1, 0, 1]
      .map((years) => day.set({ year: here.year + years }))
      .sort((a, b) => Math.abs(a.diff(here).toMillis()) - Math.abs(b.diff(here).toMillis()));
    return nearest[0]?.toJSDate() ?? null;
  }
  const time = parse("H:mm");
  if (!time) return null;
  const today = here.set({ hour: time.hour, minute: time.minute, second: 0, millisecond: 0 });
  return (today > here ? today : today.plus({ days: 1 })).toJSDate();
};

/** As readMoment reads it, for a field that is filled in already. */
export const writeMoment = (at: Date | null, timeZone: string): string | undefined =>
  at === null ? undefined : DateTime.fromJSDate(at, { zone: timeZone }).toFormat("dd.MM.yyyy HH:mm");
