import type { Db } from "../../../database/types.ts";
import { heldAt } from "../occupancy.ts";

/** Buildings in which somebody holds a unit; without any, null: the matter of who covers the whole company. */
export const homeOf = async (db: Db, personId: string, now: Date): Promise<(string | null)[]> => {
  const held = await db.occupancy.findMany({
    where: { personId, ...heldAt(now) },
    select: { unit: { select: { buildingId: true } } },
  });
  const buildings = new Set(held.map(({ unit }) => unit.buildingId));
  return buildings.size > 0 ? [...buildings] : [null];
};
