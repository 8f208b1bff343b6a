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
import type { DueDay, PolicyPack } from "./pack.ts";

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
 * @param own the day of the next month that settings say; null: what the law says for that month, as it does where its
 * day is binding
 */
export const dueDate = (month: Month, own: number | null, pack: PolicyPack): Day => {
  const payable = nextMonth(month);
  const rule = dueDayOn(firstDay(payable), pack);
  return workingDay(dayOfMonth(payable, rule.binding ? rule.day : (own ?? rule.day)), pack);
};

/** The day of a month by which the receipts of the one before are due, by the rule in force on a day. */
export const dueDayOn = (on: Day, { dueDays }: PolicyPack): DueDay =>
  dueDays.findLast(({ from }) => from <= on) ?? dueDays[0] ?? { from: on, day: 1 };

/** The newest day that no setting may change, also where it is not in force yet. */
export const bindingDueDay = ({ dueDays }: PolicyPack): DueDay | undefined =>
  dueDays.findLast(({ binding }) => binding);
