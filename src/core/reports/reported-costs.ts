import type { Db } from "../../database/types.ts";
import { groupOf } from "./group-of.ts";
import type { ReportedCost } from "./report-line.ts";
import type { Asked } from "./reported-requests.ts";

interface Row {
  buildingId: string;
  categoryId: string;
  assigneeId: string | null;
  postedAt: Date;
  labour: string;
  material: string;
  planned: string;
}

/** Requests whose work was posted within the period: what it cost, and what had been planned for it. */
export const reportedCosts = async (read: Db, asked: Asked): Promise<ReportedCost[]> => {
  const { companyId, from, to, by, buildingIds, timeZone } = asked;
  // Sums leave the database as texts: drivers would give the larger ones as floating-point numbers.
  const rows = await read.$queryRaw<Row[]>`
    SELECT r."buildingId", r."categoryId", r."assigneeId", posted."postedAt",
      CAST(posted."labour" AS TEXT) AS "labour", CAST(posted."material" AS TEXT) AS "material",
      CAST(COALESCE((
        SELECT SUM(p."amount") FROM "WorkLine" p WHERE p."requestId" = r."id" AND p."stage" = 'planned'
      ), 0) AS TEXT) AS "planned"
    FROM (
      SELECT "requestId", MIN("postedAt") AS "postedAt",
        SUM(CASE WHEN "kind" = 'labour' THEN "amount" ELSE 0 END) AS "labour",
        SUM(CASE WHEN "kind" = 'material' THEN "amount" ELSE 0 END) AS "material"
      FROM "WorkLine"
      WHERE "companyId" = ${companyId} AND "stage" = 'actual' AND "postedAt" >= ${from} AND "postedAt" < ${to}
      GROUP BY "requestId"
    ) posted JOIN "Request" r ON r."id" = posted."requestId"
    ORDER BY r."id"`;
  return rows
    .filter(({ buildingId }) => buildingIds === null || buildingIds.includes(buildingId))
    .map((row) => ({
      group: groupOf(by, { ...row, at: new Date(row.postedAt) }, timeZone),
      labour: BigInt(row.labour),
      material: BigInt(row.material),
      planned: BigInt(row.planned),
    }));
};
