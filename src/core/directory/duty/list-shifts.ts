import type { Db } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";

export interface Shift {
  id: string;
  personId: string;
  name: string;
  buildingId: string | null;
  /** Null: the whole company. */
  address: string | null;
  from: Date;
  to: Date;
}

/** Shifts that are going on or will be, in the order in which they begin. */
export const listShifts = async (db: Db, vault: Vault, companyId: string, now: Date): Promise<Shift[]> => {
  const rows = await db.dutyShift.findMany({
    where: { companyId, cancelledAt: null, to: { gt: now } },
    orderBy: { from: "asc" },
    take: 50,
  });
  const people = await db.person.findMany({
    where: { id: { in: rows.map(({ personId }) => personId) } },
    select: { id: true, nameSealed: true },
  });
  const buildings = await db.building.findMany({
    where: { id: { in: rows.flatMap(({ buildingId }) => buildingId ?? []) } },
    select: { id: true, address: true },
  });
  return rows.map(({ id, personId, buildingId, from, to }) => {
    const person = people.find((each) => each.id === personId);
    const building = buildings.find((each) => each.id === buildingId);
    const name = person ? vault.open(person.nameSealed) : "";
    return { id, personId, name, buildingId, address: building?.address ?? null, from, to };
  });
};
