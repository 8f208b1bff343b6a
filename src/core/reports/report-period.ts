import { DateTime } from "luxon";

const form = "yyyy-MM";

/** The months as moments: from the first one's beginning to the last one's end, which is no longer in it. */
export const periodOf = (
  { from, to }: { from: string; to: string },
  timeZone: string,
): { from: Date; to: Date } => ({
  from: monthAt(from, timeZone).toJSDate(),
  to: monthAt(to, timeZone).plus({ months: 1 }).toJSDate(),
});

export const monthOf = (at: Date, timeZone: string): string =>
  DateTime.fromJSDate(at, { zone: timeZone }).toFormat(form);

/** Such as ("2026-01", -1) → "2025-12". */
export const shiftMonth = (month: string, by: number): string =>
  monthAt(month, "UTC").plus({ months: by }).toFormat(form);

export const isMonth = (text: string): boolean =>
  /^\d{4}-\d{2}$/.test(text) && DateTime.fromFormat(text, form, { zone: "UTC" }).isValid;

const monthAt = (month: string, zone: string): DateTime => DateTime.fromFormat(month, form, { zone });
