import type { Db } from "../../../database/db.ts";
import { heldAt } from "../occupancy.ts";

export interface UnitToWrite {
  id: string;
  number: string;
  entrance: string | null;
}

/** Kinds of units that have a letter box. */
const withLetterBox = ["apartment", "commercial"] as const;

const byNumber = new Intl.Collator("en", { numeric: true });

/**
 * The units of a building that are written to, in the order in which letters are carried: those with a letter box,
 * unless everybody of the register who holds them is here already. A unit that is asked for by name is written to
 * whatever it is.
 */
export const unitsToWrite = async (
  db: Db,
  { buildingId, unitId }: { buildingId: string; unitId: string | null },
  now: Date,
): Promise<UnitToWrite[]> => {
  const units = await db.unit.findMany({
    where: unitId ? { id: unitId, buildingId } : { buildingId, kind: { in: [...withLetterBox] } },
    select: {
      id: true,
      number: true,
      entrance: true,
      occupancies: {
        where: heldAt(now),
        select: { person: { select: { identities: { select: { id: true }, take: 1 } } } },
      },
    },
  });
  return units
    .filter(({ occupancies }) => {
      const allHere =
        occupancies.length > 0 && occupancies.every(({ person }) => person.identities.length > 0);
      return unitId !== null || !allHere;
    })
    .map(({ id, number, entrance }) => ({ id, number, entrance }))
    .sort(
      (a, b) => byNumber.compare(a.entrance ?? "", b.entrance ?? "") || byNumber.compare(a.number, b.number),
    );
};
