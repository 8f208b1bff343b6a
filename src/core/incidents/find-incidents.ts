import { listParameter } from "../../database/list-parameter.ts";
import { rowsOf, sql } from "../../database/sql-part.ts";
import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type Incident, readIncident } from "./incident.ts";
import { type AskedFrom, isAbout, reaches } from "./place.ts";

/** The incidents that last in these buildings, the newest first. */
export const openIncidents = async (
  db: Db,
  vault: Vault,
  buildingIds: readonly string[],
): Promise<Incident[]> => {
  if (!(await isAnyOpen(db, buildingIds))) return [];
  const rows = await db.incident.findMany({
    where: { buildingId: { in: [...buildingIds] }, state: "open" },
    orderBy: { number: "desc" },
    take: 50,
  });
  return rows.map((row) => readIncident(vault, row));
};

/** In raw SQL, since every step of a new request asks it, and mostly nothing is off. */
const isAnyOpen = async (db: Db, buildingIds: readonly string[]): Promise<boolean> => {
  const rows = await rowsOf<unknown>(
    db,
    sql`SELECT 1 AS "one" FROM "Incident" WHERE "buildingId" IN ${listParameter(db, buildingIds)} AND "state" = 'open' LIMIT 1`,
  );
  return rows.length > 0;
};

/** The incident that may be the cause of what somebody asks from there; of several the newest. */
export const incidentBehind = (
  incidents: readonly Incident[],
  from: AskedFrom,
  categoryKey: string,
): Incident | undefined =>
  incidents.find((incident) => reaches(incident, from) && isAbout(incident.categoryKey, categoryKey));
