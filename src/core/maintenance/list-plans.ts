import type { Db } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";
import { can } from "../access/policy.ts";

/** The plans that are not ended, of the buildings that the actor may see; the next to come first. */
export const listPlans = async (read: Db, actor: PersonActor) => {
  const { companyId } = actor;
  const plans = await read.maintenancePlan.findMany({
    where: { companyId, endedAt: null },
    orderBy: [{ nextOn: "asc" }, { id: "asc" }],
  });
  const visible = plans.filter(({ buildingId }) => can(actor, "maintenance.view", { companyId, buildingId }));
  const buildings = await read.building.findMany({
    where: { id: { in: visible.map(({ buildingId }) => buildingId) } },
    select: { id: true, address: true },
  });
  const addressOf = new Map(buildings.map(({ id, address }) => [id, address]));
  return visible.map((plan) => ({ ...plan, address: addressOf.get(plan.buildingId) ?? "" }));
};
