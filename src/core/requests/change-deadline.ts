import { DateTime } from "luxon";
import type { DeadlineRuleModel, Priority, Tx } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { newId } from "../directory/new-id.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { chooseRule, type Rule, type RunningHours } from "./deadlines.ts";
import { defaultRules } from "./default-deadlines.ts";

export interface DeadlineChange extends RunningHours {
  /** Null: every category that has none of its own. */
  categoryKey: string | null;
  priority: Priority;
  /** Of running time, from the filing. */
  reactMinutes: number;
  fixMinutes: number;
  /** What it rests on, for whoever reads the table; may be empty. */
  basis: string;
  /** The first day, yyyy-mm-dd in the company's time zone; today: from now on. */
  from: string;
}

export interface ChangedDeadline {
  rule: DeadlineRuleModel;
  /** The rule that law or custom knows for it, where the new one gives more time than that. */
  longerThan: Rule | null;
}

export type DeadlineRefusal =
  | "forbidden"
  | "category-unknown"
  | "time-out-of-range"
  | "fix-before-react"
  | "hours-unclear"
  | "from-past"
  | "from-unclear";

const longestMinutes = 366 * 24 * 60;
const maxBasis = 200;

/**
 * Adds a dated rule of how soon to react and to fix. What was in force before stays as it was written, and so do the due
 * times of requests that are open; only a rule that has not begun may be replaced, by one of the same day.
 */
export const changeDeadline = async (
  work: Work,
  change: DeadlineChange,
): Promise<Outcome<ChangedDeadline, DeadlineRefusal>> => {
  const { actor, tx, now } = work;
  const companyId = actor.kind === "stranger" ? null : actor.companyId;
  const attempt = { act: "deadline.change", subjectType: "deadline" };
  const refuse = <Code extends DeadlineRefusal>(code: Code) => {
    work.audit({ ...attempt, subjectId: change.categoryKey, outcome: code });
    return refused(code);
  };
  if (!companyId || !can(actor, "deadline.change", { companyId })) return refuse("forbidden");
  const mistake = mistakeIn(change) ?? (await unknownCategory(tx, companyId, change.categoryKey));
  if (mistake) return refuse(mistake);
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const validFrom = beginning(change.from, timeZone, now);
  if (!validFrom) return refuse(DateTime.fromISO(change.from).isValid ? "from-past" : "from-unclear");

  const { from: _, categoryKey, ...times } = change;
  const wanted = { categoryKey: categoryKey ?? "", priority: change.priority, at: validFrom };
  const rules = await tx.deadlineRule.findMany({ where: { companyId, priority: change.priority } });
  const before = chooseRule(rules, wanted) ?? chooseRule(defaultRules, wanted);
  const data = { ...times, categoryKey, basis: change.basis.trim().slice(0, maxBasis), validFrom };
  const planned = rules.find(
    (rule) => rule.categoryKey === categoryKey && rule.validFrom.getTime() === validFrom.getTime(),
  );
  const rule = planned
    ? await tx.deadlineRule.update({ where: { id: planned.id }, data })
    : await tx.deadlineRule.create({ data: { id: newId(now), companyId, ...data } });
  work.audit({
    ...attempt,
    subjectId: rule.id,
    ...(before ? { before: said(before) } : {}),
    after: said(rule),
  });
  const usual = chooseRule(defaultRules, wanted);
  const longer =
    usual &&
    usual.basis !== "" &&
    (rule.reactMinutes > usual.reactMinutes || rule.fixMinutes > usual.fixMinutes);
  return done({ rule, longerThan: longer ? usual : null });
};

const mistakeIn = ({
  reactMinutes,
  fixMinutes,
  windowFrom,
  windowTo,
}: DeadlineChange): DeadlineRefusal | null => {
  const inRange = (minutes: number) => Number.isInteger(minutes) && minutes >= 1 && minutes <= longestMinutes;
  if (!inRange(reactMinutes) || !inRange(fixMinutes)) return "time-out-of-range";
  if (fixMinutes < reactMinutes) return "fix-before-react";
  const isHour = (hour: number) => Number.isInteger(hour) && hour >= 0 && hour <= 24;
  if (windowFrom === null && windowTo === null) return null;
  const clear =
    windowFrom !== null &&
    windowTo !== null &&
    isHour(windowFrom) &&
    isHour(windowTo) &&
    windowFrom < windowTo;
  return clear ? null : "hours-unclear";
};

const unknownCategory = async (
  tx: Tx,
  companyId: string,
  key: string | null,
): Promise<"category-unknown" | null> =>
  key === null || (await tx.category.count({ where: { companyId, key } })) > 0 ? null : "category-unknown";

/** When a day begins there, today: now; null for a day that is over or none at all. */
const beginning = (day: string, zone: string, now: Date): Date | null => {
  const starts = DateTime.fromISO(day, { zone });
  if (!starts.isValid) return null;
  const today = DateTime.fromJSDate(now, { zone }).startOf("day");
  if (starts < today) return null;
  return starts > today ? starts.toJSDate() : now;
};

const said = ({ validFrom, ...rule }: Rule) => ({
  categoryKey: rule.categoryKey,
  priority: rule.priority,
  reactMinutes: rule.reactMinutes,
  fixMinutes: rule.fixMinutes,
  windowFrom: rule.windowFrom,
  windowTo: rule.windowTo,
  workingDays: rule.workingDays,
  basis: rule.basis,
  validFrom: validFrom.toISOString(),
});
