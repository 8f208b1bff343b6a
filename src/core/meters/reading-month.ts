import { addDays, type Day, dayOfMonth, type Month, monthOf, shiftMonth } from "../billing/calendar.ts";

/** Days of the month between which readings are taken. */
export interface ReadingWindow {
  from: number;
  to: number;
}

export interface ReadingTime {
  /** The month whose bill takes the reading. */
  month: Month;
  /** After its window, or after the bills it was meant for. */
  late: boolean;
  /** Before its window: a newer one is welcome until that ends. */
  early: boolean;
}

/** Until this day people still send what they forgot last month. */
const lastStraggler = 10;

/** The window's days in a month. */
export const windowDays = ({ from, to }: ReadingWindow, month: Month): { from: Day; to: Day } => ({
  from: dayOfMonth(month, from),
  to: dayOfMonth(month, to),
});

/** Whether people are reminded on a day: when the window opens, on its last day but one and on its last. */
export const isReminderDay = (day: Day, window: ReadingWindow): boolean => {
  const { from, to } = windowDays(window, monthOf(day));
  return day === from || day === to || day === addDays(to, -1);
};

/**
 * Which month's bill takes a reading of a day. Until a month's bills are approved it takes readings and corrections of
 * them; then the next month does. `taken` tells whether a month's bills are past that.
 */
export const readingTime = (
  day: Day,
  window: ReadingWindow,
  taken: (month: Month) => boolean,
  given: (month: Month) => boolean,
): ReadingTime => {
  const now = monthOf(day);
  const { from, to } = windowDays(window, now);
  const before = shiftMonth(now, -1);
  // In the first days of a month people still send what they forgot, and correct what they sent.
  const straggler = day < from && Number(day.slice(8)) <= lastStraggler;
  if (straggler && !taken(before) && !given(now)) return { month: before, late: true, early: false };
  let month = now;
  while (taken(month)) month = shiftMonth(month, 1);
  if (month !== now) return { month, late: true, early: false };
  return { month, late: day > to, early: day < from };
};
