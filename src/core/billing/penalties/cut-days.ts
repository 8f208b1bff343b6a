import { addDays, type Day } from "../calendar.ts";
import type { LateDebt, PenaltyTerms } from "./penalty-of.ts";

/** The days of a span from which on something is different: debt, step, rate, rule or pause; the span's first included. */
export const cutDays = (
  { due, paid }: LateDebt,
  { rules, rateChanges, pauses }: PenaltyTerms,
  { from, until }: { from: Day; until: Day },
): Day[] => {
  const days = [from];
  for (const { date } of paid) days.push(addDays(date, 1));
  for (const pause of pauses) days.push(pause.from, pause.to < until ? addDays(pause.to, 1) : from);
  for (const rule of rules) {
    days.push(rule.from);
    for (const { fromDay, toDay } of rule.steps) {
      days.push(addDays(due, fromDay));
      if (toDay !== null) days.push(addDays(due, toDay + 1));
    }
    const { cap, reference, of } = rule.rate;
    if (cap) days.push(addDays(cap.through, 1));
    if (reference !== null && of === "day") days.push(...rateChanges(reference));
  }
  return [...new Set(days.filter((day) => from <= day && day <= until))].sort();
};
