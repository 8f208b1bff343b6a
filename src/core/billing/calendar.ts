/** A calendar day "2026-03-15"; texts of this form compare as days do. */
export type Day = string;
/** "2026-03" */
export type Month = string;

const msPerDay = 86_400_000;

/** A month's charges ask for the same few days a million times. */
const numbers = new Map<Day, number>();

const numberOf = (day: Day): number => {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = Math.round(Date.parse(`${day}T00:00:00Z`) / msPerDay);
  numbers.set(day, number);
  return number;
};

const dayOf = (number: number): Day => new Date(number * msPerDay).toISOString().slice(0, 10);

export const addDays = (day: Day, days: number): Day => dayOf(numberOf(day) + days);

/** How many days `to` is after `from`; negative if before. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);

/** Days from `from` to `to`, both included; 0 if there are none. */
export const daysIn = (from: Day, to: Day): number => Math.max(0, daysBetween(from, to) + 1);

/** 1 Monday … 7 Sunday */
export const weekday = (day: Day): number => ((numberOf(day) + 3) % 7) + 1;

export const monthOf = (day: Day): Month => day.slice(0, 7);

export const firstDay = (month: Month): Day => `${month}-01`;

const lastDays = new Map<Month, Day>();

export const lastDay = (month: Month): Day => {
  const known = lastDays.get(month) ?? addDays(firstDay(nextMonth(month)), -1);
  lastDays.set(month, known);
  return known;
};

export const nextMonth = (month: Month): Month => shiftMonth(month, 1);

export const shiftMonth = (month: Month, by: number): Month => {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  const number = (at % 12) + 1;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${number < 10 ? "0" : ""}${number}`;
};

/** The day of that number in a month, or its last one where the month is shorter. */
export const dayOfMonth = (month: Month, number: number): Day => {
  const day = `${month}-${String(number).padStart(2, "0")}`;
  return day > lastDay(month) ? lastDay(month) : day;
};

export const later = (a: Day, b: Day): Day => (a > b ? a : b);

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/** What two spans of days have in common, or null. */
export const overlap = (
  a: { from: Day; to: Day | null },
  b: { from: Day; to: Day },
): { from: Day; to: Day } | null => {
  const from = later(a.from, b.from);
  const to = a.to === null ? b.to : earlier(a.to, b.to);
  return from <= to ? { from, to } : null;
};

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  dayOf(numberOf(text)) === text;

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** The calendar day of a moment where people live. */
export const dayAt = (at: Date, timeZone: string): Day =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    at,
  );
