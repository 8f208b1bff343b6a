import type { AssignmentRuleModel } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { newId } from "../../directory/new-id.ts";
import { done, type Outcome, type Refused, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { actorIdOf } from "../change-request.ts";

export interface RuleInput {
  /** Null: every category. */
  categoryKey: string | null;
  /** Null: every building. */
  buildingId: string | null;
  /** ISO days of the week, 1 to 7; none: every day. */
  weekdays: readonly number[];
  /** Minutes of the building's day, both or neither. */
  minuteFrom: number | null;
  minuteTo: number | null;
  assigneeId: string;
}

type RuleRefusal =
  | "forbidden"
  | "rule-unknown"
  | "category-unknown"
  | "building-unknown"
  | "assignee-unknown"
  | "hours-unclear";

const working = ["administrator", "manager", "dispatcher", "contractor"] as const;
const minutesOfDay = 24 * 60;

/** Adds a rule of assignment, or changes the one with the id. */
export const changeRule = async (
  work: Work,
  { id, ...input }: RuleInput & { id?: string | null },
): Promise<Outcome<AssignmentRuleModel, RuleRefusal>> => {
  const companyId = mayChange(work);
  if (!companyId) return refuse(work, id ?? null, "forbidden");
  const before = id
    ? await work.tx.assignmentRule.findFirst({ where: { id, companyId, removedAt: null } })
    : null;
  if (id && !before) return refuse(work, id, "rule-unknown");
  const mistake = await mistakeIn(work, companyId, input);
  if (mistake) return refuse(work, id ?? null, mistake);
  const { weekdays, ...rest } = input;
  const days = [...new Set(weekdays)].sort().join("");
  const data = { ...rest, weekdays: days === "" || days === "1234567" ? null : days };
  const after = before
    ? await work.tx.assignmentRule.update({ where: { id: before.id }, data })
    : await work.tx.assignmentRule.create({
        data: { id: newId(work.now), companyId, createdBy: actorIdOf(work), createdAt: work.now, ...data },
      });
  work.audit({
    act: "rule.change",
    subjectType: "rule",
    subjectId: after.id,
    ...(before ? { before: plainOf(before) } : {}),
    after: plainOf(after),
  });
  return done(after);
};

/** Takes a rule away; requests that it assigned stay as they are. */
export const removeRule = async (
  work: Work,
  { id }: { id: string },
): Promise<Outcome<null, "forbidden" | "rule-unknown">> => {
  const companyId = mayChange(work);
  if (!companyId) return refuse(work, id, "forbidden");
  const { count } = await work.tx.assignmentRule.updateMany({
    where: { id, companyId, removedAt: null },
    data: { removedAt: work.now },
  });
  if (count === 0) return refuse(work, id, "rule-unknown");
  work.audit({ act: "rule.change", subjectType: "rule", subjectId: id, after: { removed: true } });
  return done(null);
};

const mayChange = ({ actor }: Work): string | null => {
  const companyId = actor.kind === "stranger" ? null : actor.companyId;
  return companyId && can(actor, "rule.change", { companyId }) ? companyId : null;
};

const refuse = <Code extends RuleRefusal>(work: Work, id: string | null, code: Code): Refused<Code> => {
  work.audit({ act: "rule.change", subjectType: "rule", subjectId: id, outcome: code });
  return refused(code);
};

const mistakeIn = async (
  { tx }: Work,
  companyId: string,
  { categoryKey, buildingId, weekdays, minuteFrom, minuteTo, assigneeId }: RuleInput,
): Promise<RuleRefusal | null> => {
  if (categoryKey !== null && (await tx.category.count({ where: { companyId, key: categoryKey } })) === 0)
    return "category-unknown";
  if (buildingId !== null && (await tx.building.count({ where: { companyId, id: buildingId } })) === 0)
    return "building-unknown";
  const where = buildingId === null ? {} : { OR: [{ buildingId: null }, { buildingId }] };
  const roles = await tx.role.count({
    where: { companyId, personId: assigneeId, kind: { in: [...working] }, revokedAt: null, ...where },
  });
  if (roles === 0) return "assignee-unknown";
  if (weekdays.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) return "hours-unclear";
  if (minuteFrom === null && minuteTo === null) return null;
  const clear = [minuteFrom, minuteTo].every(
    (minute) => minute !== null && Number.isInteger(minute) && minute >= 0 && minute <= minutesOfDay,
  );
  return clear && minuteFrom !== minuteTo ? null : "hours-unclear";
};

const plainOf = ({ companyId: _, createdAt: __, createdBy: ___, ...rule }: AssignmentRuleModel) => ({
  ...rule,
});
