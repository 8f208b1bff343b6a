import type { MaintenancePlanModel } from "../../database/types.ts";
import { assignRequest } from "../requests/assign-request.ts";
import { fileRequest } from "../requests/file-request.ts";
import type { Work } from "../work/work.ts";
import { nextDay } from "./next-day.ts";

/**
 * Makes the request of a plan's due day with its checklist, once. Days that were missed while nothing ran are not made
 * up: one request stands for them, and the next comes in its rhythm.
 */
export const runPlan = async (
  work: Work,
  plan: MaintenancePlanModel,
  today: string,
): Promise<{ requestId: string } | null> => {
  const { tx, now } = work;
  const { companyId, buildingId, nextOn: dueOn } = plan;
  const { count } = await tx.maintenancePlan.updateMany({
    where: { id: plan.id, nextOn: dueOn, endedAt: null, pausedAt: null },
    data: { nextOn: nextDay(plan, today > dueOn ? today : dueOn) },
  });
  if (count === 0) return null;
  const filed = await fileRequest(work, {
    buildingId,
    categoryKey: plan.categoryKey,
    text: plan.title,
    authorId: plan.createdBy,
  });
  if (!filed.ok) {
    work.audit({
      act: "maintenance.run",
      subjectType: "maintenance",
      subjectId: plan.id,
      outcome: filed.code,
    });
    return null;
  }
  const { requestId } = filed.value;
  await tx.maintenanceRound.create({ data: { planId: plan.id, dueOn, requestId, createdAt: now } });
  const items = plan.checklist as string[];
  await tx.checklistItem.createMany({
    data: items.map((text, index) => ({ companyId, requestId, position: index + 1, text })),
  });
  if (plan.assigneeId !== null) await assignRequest(work, { requestId, assigneeId: plan.assigneeId });
  work.audit({
    act: "maintenance.run",
    subjectType: "maintenance",
    subjectId: plan.id,
    after: { dueOn, requestId },
  });
  if (items.length > 0) work.announce({ type: "checklist.changed", companyId, requestId });
  work.announce({ type: "maintenance.changed", companyId, planId: plan.id });
  return { requestId };
};
