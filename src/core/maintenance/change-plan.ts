import type { MaintenancePlanModel } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { nextDay } from "./next-day.ts";

export type PlanChange = "pause" | "resume" | "skip" | "end";

/** Halts a plan, lets it go on (from its next day that is still to come), leaves out its next round, or ends it. */
export const changePlan = async (
  work: Work,
  { planId, change, today }: { planId: string; change: PlanChange; today: string },
): Promise<Outcome<MaintenancePlanModel, "not-found" | "forbidden" | "ended">> => {
  const attempt = { act: "maintenance.plan", subjectType: "maintenance", subjectId: planId };
  const plan = await work.tx.maintenancePlan.findUnique({ where: { id: planId } });
  if (!plan) return refuse(work, attempt, "not-found");
  if (!can(work.actor, "maintenance.plan", plan)) return refuse(work, attempt, "forbidden");
  if (plan.endedAt !== null) return refuse(work, attempt, "ended");
  const changed = await work.tx.maintenancePlan.update({
    where: { id: planId },
    data: columnsOf(work, plan, change, today),
  });
  work.audit({ ...attempt, before: { nextOn: plan.nextOn }, after: { change, nextOn: changed.nextOn } });
  work.announce({ type: "maintenance.changed", companyId: plan.companyId, planId });
  return done(changed);
};

const columnsOf = ({ now }: Work, plan: MaintenancePlanModel, change: PlanChange, today: string) => {
  switch (change) {
    case "pause":
      return { pausedAt: plan.pausedAt ?? now };
    case "resume":
      return { pausedAt: null, ...(plan.nextOn < today ? { nextOn: nextDay(plan, today) } : {}) };
    case "skip":
      return { nextOn: nextDay(plan, plan.nextOn) };
    case "end":
      return { endedAt: now };
  }
};
