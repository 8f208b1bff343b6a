import { DateTime } from "luxon";
import type { DeadlineRuleModel, Priority } from "../../database/types.ts";

/** When the clock of a rule runs, in the building's local time. */
export interface RunningHours {
  /** Local hours; null: round the clock. */
  windowFrom: number | null;
  windowTo: number | null;
  /** Monday to Friday only. */
  workingDays: boolean;
}

export type Rule = RunningHours &
  Pick<
    DeadlineRuleModel,
    "categoryKey" | "priority" | "reactMinutes" | "fixMinutes" | "basis" | "validFrom" | "validTo"
  >;

export interface DueTimes {
  reactDueAt: Date;
  fixDueAt: Date;
}

/** A category's key and its parents', nearest first: "plumbing.leak" → "plumbing.leak", "plumbing". */
export const lineage = (categoryKey: string): string[] => {
  const parts = categoryKey.split(".");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("."));
};

/**
 * The rule in force at a moment: of the nearest category that has one for the priority, else the rule for
 * every category; of several, the one that came into force last.
 */
export const chooseRule = <R extends Rule>(
  rules: readonly R[],
  wanted: { categoryKey: string; priority: Priority; at: Date },
): R | undefined => {
  const inForce = rules
    .filter((rule) => rule.priority === wanted.priority)
    .filter((rule) => rule.validFrom <= wanted.at && (rule.validTo === null || wanted.at < rule.validTo))
    .sort((a, b) => b.validFrom.getTime() - a.validFrom.getTime());
  for (const key of [...lineage(wanted.categoryKey), null]) {
    const found = inForce.find((rule) => rule.categoryKey === key);
    if (found) return found;
  }
  return undefined;
};

/** React by and fix by, counted from `start` in the building's time zone (IANA name). */
export const dueTimes = (rule: Rule, start: Date, zone: string): DueTimes => ({
  reactDueAt: dueAt(start, rule.reactMinutes, rule, zone),
  fixDueAt: dueAt(start, rule.fixMinutes, rule, zone),
});

/** The moment when `minutes` of running time have passed since `start`. Minutes are real ones, also when clocks change. */
export const dueAt = (start: Date, minutes: number, hours: RunningHours, zone: string): Date => {
  let left = minutes * 60_000;
  if (hours.windowFrom === null && hours.windowTo === null && !hours.workingDays)
    return new Date(start.getTime() + left);
  let day = DateTime.fromJSDate(start, { zone }).startOf("day");
  for (;;) {
    const [opens, closes] = runningSpan(day, hours);
    const begins = Math.max(opens, start.getTime());
    if (begins < closes) {
      if (left <= closes - begins) return new Date(begins + left);
      left -= closes - begins;
    }
    day = day.plus({ days: 1 }).startOf("day");
  }
};

/** When the clock runs on a local day, in epoch milliseconds; empty on a day off. */
const runningSpan = (day: DateTime, hours: RunningHours): [opens: number, closes: number] => {
  const midnight = day.toMillis();
  if (hours.workingDays && day.weekday > 5) return [midnight, midnight];
  const at = (hour: number): number =>
    hour >= 24 ? day.plus({ days: 1 }).startOf("day").toMillis() : day.set({ hour }).toMillis();
  const opens = at(hours.windowFrom ?? 0);
  const closes = at(hours.windowTo ?? 24);
  if ((hours.windowFrom ?? 0) >= (hours.windowTo ?? 24))
    throw new Error(
      `Deadline rule: the window ${hours.windowFrom}–${hours.windowTo} is empty; set windowFrom below windowTo.`,
    );
  return [opens, closes];
};

/** A due time after a pause: later by the time paused, never earlier. */
export const afterPause = (due: Date, pausedAt: Date, resumedAt: Date): Date =>
  new Date(due.getTime() + Math.max(0, resumedAt.getTime() - pausedAt.getTime()));
