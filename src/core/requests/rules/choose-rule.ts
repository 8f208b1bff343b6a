import { DateTime } from "luxon";
import type { AssignmentRuleModel } from "../../../database/types.ts";

export type IntakeRule = Pick<
  AssignmentRuleModel,
  "id" | "categoryKey" | "buildingId" | "weekdays" | "minuteFrom" | "minuteTo" | "assigneeId"
>;

export interface Intake {
  categoryKey: string;
  /** The key above the category's own, if any. */
  parentKey: string | null;
  buildingId: string;
  at: Date;
  /** The building's. */
  timeZone: string;
}

/**
 * The rules that a new request meets, the most specific first: one with more conditions before one with fewer; of as
 * many, the category's own before its parent's, then a building, then days and hours; else the older rule.
 */
export const rulesMet = (rules: readonly IntakeRule[], intake: Intake): IntakeRule[] =>
  rules
    .filter((rule) => meets(rule, intake))
    .sort((a, b) => weightOf(b, intake) - weightOf(a, intake) || (a.id < b.id ? -1 : 1));

const meets = (rule: IntakeRule, intake: Intake): boolean =>
  (rule.categoryKey === null ||
    rule.categoryKey === intake.categoryKey ||
    rule.categoryKey === intake.parentKey) &&
  (rule.buildingId === null || rule.buildingId === intake.buildingId) &&
  isTime(rule, intake);

/** A window that passes midnight belongs to the day on which it began. */
const isTime = ({ weekdays, minuteFrom, minuteTo }: IntakeRule, { at, timeZone }: Intake): boolean => {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  const onDay = (day: number) => weekdays === null || weekdays.includes(String(day));
  if (minuteFrom === null || minuteTo === null) return onDay(local.weekday);
  const minute = local.hour * 60 + local.minute;
  if (minuteFrom < minuteTo) return minute >= minuteFrom && minute < minuteTo && onDay(local.weekday);
  if (minute >= minuteFrom) return onDay(local.weekday);
  return minute < minuteTo && onDay(local.minus({ days: 1 }).weekday);
};

const weightOf = (rule: IntakeRule, { categoryKey }: Intake): number => {
  const time = rule.weekdays !== null || rule.minuteFrom !== null;
  const conditions = [rule.categoryKey !== null, rule.buildingId !== null, time].filter(Boolean).length;
  const byCategory = rule.categoryKey === null ? 0 : rule.categoryKey === categoryKey ? 50 : 40;
  return conditions * 1000 + byCategory + (rule.buildingId === null ? 0 : 20) + (time ? 10 : 0);
};
