import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type Incident, readIncident } from "./incident.ts";
import { type AskedFrom, isAbout, reaches } from "./place.ts";

/** The incidents that last in these buildings, the newest first. */
export const openIncidents = async (
  db: Pick<Db, "incident">,
  vault: Vault,
  buildingIds: readonly string[],
): Promise<Incident[]> => {
  const rows = await db.incident.findMany({
    where: { buildingId: { in: [...buildingIds] }, state: "open" },
    orderBy: { number: "desc" },
    take: 50,
  });
  return rows.map((row) => readIncident(vault, row));
};

/** The incident that may be the cause of what somebody asks from there; of several the newest. */
export const incidentBehind = (
  incidents: readonly Incident[],
  from: AskedFrom,
  categoryKey: string,
): Incident | undefined =>
  incidents.find((incident) => reaches(incident, from) && isAbout(incident.categoryKey, categoryKey));
