import type { Db } from "../../database/types.ts";

/** Requests of somebody about a unit, or about the common places of its house: those whose cards name them. */
export const requestsAbout = async (
  db: Db,
  { personId, unitId }: { personId: string; unitId: string },
): Promise<string[]> => {
  const { buildingId } = await db.unit.findUniqueOrThrow({
    where: { id: unitId },
    select: { buildingId: true },
  });
  const requests = await db.request.findMany({
    where: { authorId: personId, OR: [{ unitId }, { unitId: null, buildingId }] },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return requests.map(({ id }) => id);
};
