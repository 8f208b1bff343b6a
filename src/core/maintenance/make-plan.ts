import type { MaintenanceUnit } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { limits } from "./limits.ts";
import { isDay } from "./next-day.ts";

export interface NewPlan {
  buildingId: string;
  title: string;
  categoryKey: string;
  every: number;
  unit: MaintenanceUnit;
  startsOn: string;
  checklist: readonly string[];
  assigneeId: string | null;
}

type PlanRefusal =
  | "not-found"
  | "forbidden"
  | "title-missing"
  | "category-unknown"
  | "bad-rhythm"
  | "bad-day"
  | "too-many-items"
  | "assignee-unknown";

/** Plans work that comes again; a request is made of it on each of its days. */
export const makePlan = async (
  work: Work,
  input: NewPlan,
): Promise<Outcome<{ planId: string }, PlanRefusal>> => {
  const { tx, actor, now } = work;
  const { buildingId, every, unit, startsOn, assigneeId } = input;
  const attempt = { act: "maintenance.plan", subjectType: "building", subjectId: buildingId };
  const building = await tx.building.findUnique({ where: { id: buildingId } });
  if (!building || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = building;
  if (!can(actor, "maintenance.plan", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const title = input.title.trim().slice(0, limits.title);
  if (title.length < 3) return refuse(work, attempt, "title-missing");
  const category = await tx.category.findUnique({
    where: { companyId_key: { companyId, key: input.categoryKey } },
  });
  if (!category?.active) return refuse(work, attempt, "category-unknown");
  if (!Number.isInteger(every) || every < 1 || every > limits.every)
    return refuse(work, attempt, "bad-rhythm");
  if (!isDay(startsOn)) return refuse(work, attempt, "bad-day");
  const checklist = input.checklist.map((item) => item.trim().slice(0, limits.item)).filter(Boolean);
  if (checklist.length > limits.items) return refuse(work, attempt, "too-many-items", { max: limits.items });
  if (
    assigneeId !== null &&
    (await tx.role.count({ where: { companyId, personId: assigneeId, revokedAt: null } })) === 0
  )
    return refuse(work, attempt, "assignee-unknown");
  const { id: planId } = await tx.maintenancePlan.create({
    data: {
      companyId,
      buildingId,
      title,
      categoryKey: category.key,
      every,
      unit,
      startsOn,
      nextOn: startsOn,
      checklist,
      assigneeId,
      createdBy: actor.personId,
      createdAt: now,
    },
    select: { id: true },
  });
  work.audit({ ...attempt, after: { planId, every, unit, startsOn, items: checklist.length } });
  work.announce({ type: "maintenance.changed", companyId, planId });
  return done({ planId });
};
