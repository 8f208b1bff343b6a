import type { Tx } from "../../../database/types.ts";

export type WorksAs = "desk" | "contractor";

const deskKinds = ["administrator", "manager", "dispatcher"] as const;

/** As what somebody works in a building: at the desk, only as a contractor, or not at all. */
export const worksHere = async (
  tx: Tx,
  { companyId, buildingId }: { companyId: string; buildingId: string },
  personId: string,
): Promise<WorksAs | null> => {
  const roles = await tx.role.findMany({
    where: {
      personId,
      companyId,
      kind: { in: [...deskKinds, "contractor"] },
      revokedAt: null,
      OR: [{ buildingId: null }, { buildingId }],
    },
    select: { kind: true },
  });
  if (roles.length === 0) return null;
  return roles.every(({ kind }) => kind === "contractor") ? "contractor" : "desk";
};
