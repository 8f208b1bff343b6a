import type { Db } from "../../../database/types.ts";

export interface DutyPlace {
  companyId: string;
  buildingId: string | null;
}

/**
 * Whom urgent matters of a place go to now: whoever has a shift there (of the building before the company), else
 * the permanent on-call person, else the manager or administrator who has been it longest; null where there is nobody.
 */
export const onDuty = async (db: Db, place: DutyPlace, now: Date): Promise<string | null> => {
  const { companyId, buildingId } = place;
  const here = { OR: [{ buildingId: null }, { buildingId }] };
  const roles = await db.role.findMany({
    where: { companyId, revokedAt: null, ...here, kind: { in: ["administrator", "manager", "dispatcher"] } },
    orderBy: [{ grantedAt: "asc" }, { id: "asc" }],
  });
  const shifts = await db.dutyShift.findMany({
    where: { companyId, cancelledAt: null, from: { lte: now }, to: { gt: now }, ...here },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  // A shift ends with the last role: who left the company is not called at night.
  const standing = shifts.filter(({ personId }) => roles.some((role) => role.personId === personId));
  const ranked = [
    standing.find((shift) => shift.buildingId !== null),
    standing[0],
    roles.find((role) => role.onCall && role.buildingId !== null),
    roles.find((role) => role.onCall),
    roles.find((role) => role.kind === "manager" && role.buildingId !== null),
    roles.find((role) => role.kind === "manager"),
    roles.find((role) => role.kind === "administrator"),
  ];
  return ranked.find((found) => found !== undefined)?.personId ?? null;
};
