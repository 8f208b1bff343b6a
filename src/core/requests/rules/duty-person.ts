import type { Tx } from "../../../database/types.ts";

/**
 * Who is on duty for a building now: by a shift, else permanently on call; of the building itself before the whole
 * company. Null when nobody is: unlike an urgent matter (onDuty), a new request may wait for whoever takes it. In one
 * statement, since every new request asks it.
 */
export const dutyPerson = async (
  tx: Tx,
  { companyId, buildingId }: { companyId: string; buildingId: string },
  now: Date,
): Promise<string | null> => {
  const [row] = await tx.$queryRaw<{ personId: string }[]>`
    SELECT r."personId",
      CASE WHEN s."id" IS NULL THEN 2 ELSE 0 END
        + CASE WHEN COALESCE(s."buildingId", CASE WHEN s."id" IS NULL THEN r."buildingId" END) IS NULL
          THEN 1 ELSE 0 END AS "rank"
    FROM "Role" r
    LEFT JOIN "DutyShift" s ON s."companyId" = r."companyId" AND s."personId" = r."personId"
      AND s."cancelledAt" IS NULL AND s."from" <= ${now} AND s."to" > ${now}
      AND (s."buildingId" IS NULL OR s."buildingId" = ${buildingId})
    WHERE r."companyId" = ${companyId} AND r."revokedAt" IS NULL
      AND r."kind" IN ('administrator', 'manager', 'dispatcher')
      AND (r."buildingId" IS NULL OR r."buildingId" = ${buildingId})
      AND (r."onCall" OR s."id" IS NOT NULL)
    ORDER BY "rank", s."createdAt" DESC, s."id" DESC, r."grantedAt", r."id" LIMIT 1`;
  return row?.personId ?? null;
};
