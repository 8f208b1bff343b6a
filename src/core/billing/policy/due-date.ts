import {
  addDays,
  type Day,
  dayOfMonth,
  daysBetween,
  firstDay,
  type Month,
  nextMonth,
  weekday,
} from "../calendar.ts";
import { easterSunday } from "./easter-sunday.ts";
import type { PolicyPack } from "./pack.ts";

/** The next working day, if the policy moves what is due on a day off; else the day itself. */
export const workingDay = (day: Day, pack: PolicyPack): Day => {
  let at = day;
  while (pack.shiftsDueDate && isOff(at, pack)) at = addDays(at, 1);
  return at;
};

const isOff = (day: Day, { holidays, easterHolidays }: PolicyPack): boolean =>
  weekday(day) > 5 ||
  holidays.some((off) => off === day || off === day.slice(5)) ||
  easterHolidays.includes(daysBetween(easterSunday(Number(day.slice(0, 4))), day));

/**
 * By when a month's receipts are to be paid.
 *
 * @param own the day of the next month that settings say, where the law leaves it to them; null: what the law says for that
 *   month
 */
export const dueDate = (month: Month, own: number | null, pack: PolicyPack): Day => {
  const payable = nextMonth(month);
  const { day, fixed } = dueRuleOn(firstDay(payable), pack);
  return workingDay(dayOfMonth(payable, fixed ? day : (own ?? day)), pack);
};

/** The rule in force on a day: by which day of a month the receipts of the one before are due. */
export const dueRuleOn = (on: Day, { dueDays }: PolicyPack): { day: number; fixed: boolean } => {
  const { day = 1, fixed = false } = dueDays.findLast(({ from }) => from <= on) ?? dueDays[0] ?? {};
  return { day, fixed };
};
