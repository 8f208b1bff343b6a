import type { Db } from "../../../database/types.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/policy.ts";

export interface ShareFault {
  unitId: string;
  number: string;
  address: string;
  /** The sum, such as "5/4". */
  sum: string;
}

/** Units whose owners' shares sum to more than the whole, where the actor may see units; and how many there are. */
export const listShareFaults = async (
  db: Db,
  actor: Actor,
  { companyId, most }: { companyId: string; most: number },
): Promise<{ faults: ShareFault[]; count: number }> => {
  const rows = await db.shareFault.findMany({ where: { companyId }, orderBy: { foundAt: "asc" } });
  const seen = rows.filter(({ buildingId }) => can(actor, "unit.view", { companyId, buildingId }));
  const units = await db.unit.findMany({
    where: { id: { in: seen.slice(0, most).map(({ unitId }) => unitId) } },
    select: { id: true, number: true, building: { select: { address: true } } },
  });
  const faults = seen.slice(0, most).flatMap(({ unitId, numerator, denominator }) => {
    const unit = units.find(({ id }) => id === unitId);
    const sum = denominator === "1" ? numerator : `${numerator}/${denominator}`;
    return unit ? [{ unitId, number: unit.number, address: unit.building.address, sum }] : [];
  });
  return { faults, count: seen.length };
};
