import type { Tx } from "../../database/types.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Audience } from "./audience.ts";

export type AudienceMistake = "no-such-place" | "one-building";

const mostUnits = 500;

/** Whether the places are the company's, and parts are of one building. */
export const checkAudience = async (
  tx: Pick<Tx, "building" | "unit">,
  companyId: string,
  audience: Audience,
): Promise<Outcome<Audience, AudienceMistake>> => {
  const { buildingIds, entrance, riser, unitIds } = audience;
  const narrowed = entrance !== undefined || riser !== undefined || unitIds !== undefined;
  const [buildingId, another] = buildingIds;
  if (narrowed && (buildingId === undefined || another !== undefined)) return refused("one-building");
  const known = await tx.building.count({ where: { companyId, id: { in: [...buildingIds] } } });
  if (known !== new Set(buildingIds).size) return refused("no-such-place");
  if (!narrowed || buildingId === undefined) return done(audience);
  if (unitIds !== undefined && (unitIds.length === 0 || unitIds.length > mostUnits))
    return refused("no-such-place");
  const units = await tx.unit.count({
    where: {
      buildingId,
      ...(entrance === undefined ? {} : { entrance }),
      ...(riser === undefined ? {} : { riser }),
      ...(unitIds === undefined ? {} : { id: { in: [...unitIds] } }),
    },
  });
  const wanted = unitIds === undefined ? 1 : new Set(unitIds).size;
  return units >= wanted ? done(audience) : refused("no-such-place");
};
