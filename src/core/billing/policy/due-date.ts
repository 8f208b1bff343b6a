import { addDays, type Day, dayOfMonth, type Month, nextMonth, weekday } from "../calendar.ts";
import type { PolicyPack } from "./pack.ts";

/** The next working day, if the policy moves what is due on a day off; else the day itself. */
export const workingDay = (day: Day, { holidays, shiftsDueDate }: PolicyPack): Day => {
  let at = day;
  while (shiftsDueDate && (weekday(at) > 5 || holidays.includes(at.slice(5)))) at = addDays(at, 1);
  return at;
};

/** By when a month's receipts are to be paid. */
export const dueDate = (month: Month, dueDay: number, pack: PolicyPack): Day =>
  workingDay(dayOfMonth(nextMonth(month), dueDay), pack);
