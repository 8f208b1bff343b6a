import type { Db, UnitKind } from "../../database/types.ts";

/** One of the homes that a request may be about, as long as its author has not said which. */
export interface OpenHome {
  unitId: string;
  buildingId: string;
  number: string;
  kind: UnitKind;
  address: string;
}

/** Of a request that was filed before its author said in which of several homes it is; none once that is said. */
export const openHomes = async (read: Db, requestId: string): Promise<OpenHome[]> => {
  const last = await read.requestEvent.findFirst({
    where: { requestId, kind: { in: ["filed", "placed"] } },
    orderBy: { id: "desc" },
    select: { data: true },
  });
  const homes = (last?.data as { homes?: string } | null)?.homes;
  if (!homes) return [];
  const units = await read.unit.findMany({
    where: { id: { in: homes.split(" ") } },
    select: { id: true, number: true, kind: true, building: { select: { id: true, address: true } } },
    orderBy: [{ buildingId: "asc" }, { number: "asc" }],
  });
  return units.map(({ id, number, kind, building }) => ({
    unitId: id,
    buildingId: building.id,
    number,
    kind,
    address: building.address,
  }));
};
