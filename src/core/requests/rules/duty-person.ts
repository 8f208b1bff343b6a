import type { Tx } from "../../../database/types.ts";

/** Who is on duty for a building now: of the building itself, else of the whole company; null when nobody is. */
export const dutyPerson = async (
  tx: Tx,
  { companyId, buildingId }: { companyId: string; buildingId: string },
): Promise<string | null> => {
  const [row] = await tx.$queryRaw<{ personId: string }[]>`
    SELECT "personId" FROM "Role"
    WHERE "companyId" = ${companyId} AND "onCall" AND "revokedAt" IS NULL
      AND ("buildingId" IS NULL OR "buildingId" = ${buildingId})
    ORDER BY CASE WHEN "buildingId" IS NULL THEN 1 ELSE 0 END, "grantedAt", "id" LIMIT 1`;
  return row?.personId ?? null;
};
