import type { Work } from "../work/work.ts";
import { openIncidents } from "./find-incidents.ts";
import type { Incident } from "./incident.ts";
import { type IncidentPlace, isAbout } from "./place.ts";

/** An open incident of the same matter that reaches units of this place too; of several the newest. */
export const openAlready = async (
  { tx, vault }: Pick<Work, "tx" | "vault">,
  place: IncidentPlace & { categoryKey: string },
): Promise<Incident | null> => {
  for (const incident of await openIncidents(tx, vault, [place.buildingId])) {
    if (!isAbout(incident.categoryKey, place.categoryKey)) continue;
    if (isWhole(incident) || isWhole(place)) return incident;
    const shared = { buildingId: place.buildingId, AND: [unitsIn(incident), unitsIn(place)] };
    if ((await tx.unit.count({ where: shared })) > 0) return incident;
  }
  return null;
};

const isWhole = ({ entrance, riser, unitIds }: IncidentPlace): boolean =>
  entrance === null && riser === null && unitIds === null;

const unitsIn = ({ entrance, riser, unitIds }: IncidentPlace) => ({
  ...(entrance === null ? {} : { entrance }),
  ...(riser === null ? {} : { riser }),
  ...(unitIds === null ? {} : { id: { in: [...unitIds] } }),
});
