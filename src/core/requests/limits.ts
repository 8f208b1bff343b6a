/** Lengths in characters, counts and spans of time that hold for every request. */
export const limits = {
  text: 3000,
  access: 500,
  files: 10,
  filedADay: 10,
  /** The same words are taken so often within so many days. */
  sameText: 2,
  sameTextDays: 7,
  deferDays: 366,
  silentDays: 7,
  rerateDays: 7,
  reopenDays: 14,
} as const;

const day = 24 * 60 * 60 * 1000;

export const daysAfter = (date: Date, days: number): Date => new Date(date.getTime() + days * day);
