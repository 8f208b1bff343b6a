import { DateTime } from "luxon";
import {
  type Day,
  dayAt,
  dayOfMonth,
  firstDay,
  type Month,
  monthOf,
  nextMonth,
  shiftMonth,
} from "../../../core/billing/calendar.ts";
import { timeZone } from "../open-company.ts";

/** The day of the next month on which the accountant issues a month's bills. */
const issueDay = 3;

/** Local time of a day, in milliseconds. */
export const timeOn = (day: Day, at: string): number => {
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  return DateTime.fromISO(day, { zone: timeZone }).set({ hour, minute, second: 30 }).toMillis();
};

export const issuedAt = (month: Month): number => timeOn(`${nextMonth(month)}-0${issueDay}`, "10:00");

/** The day on which most people pay a month's bill. */
export const payDayOf = (month: Month): Day => dayOfMonth(nextMonth(month), 12);

/** The last two months whose bills are out by a time. */
export const billedMonths = (until: Date): readonly [Month, Month] => {
  const before = shiftMonth(monthOf(dayAt(until, timeZone)), -1);
  const last = issuedAt(before) < until.getTime() ? before : shiftMonth(before, -1);
  return [shiftMonth(last, -1), last];
};

/** Months that are lived in and not billed yet. */
export const openMonths = (until: Date): Month[] => {
  const months: Month[] = [];
  const last = monthOf(dayAt(until, timeZone));
  for (let month = nextMonth(billedMonths(until)[1]); month <= last; month = nextMonth(month))
    months.push(month);
  return months;
};

/** When the company began to keep its books here. */
export const booksOpenedAt = (until: Date): number => timeOn(firstDay(billedMonths(until)[0]), "09:00");
