import { placeRegisters, type Registers, type ShownRegister } from "../../core/meters/unit-registers.ts";
import type { Work } from "../../core/work/work.ts";

export interface OwnRegister {
  unitId: string;
  /** Its place among the unit's registers. */
  at: number;
  register: ShownRegister;
}

export interface OwnUnit extends Registers {
  unitId: string;
  address: string;
  number: string;
}

/** The units that the actor occupies and that have meters, with their registers. */
export const ownUnits = async (work: Work): Promise<OwnUnit[]> => {
  const { actor, tx, now } = work;
  if (actor.kind !== "person") return [];
  const ids = [...new Set(actor.occupancies.map(({ unitId }) => unitId))];
  const units = await tx.unit.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      number: true,
      companyId: true,
      buildingId: true,
      building: { select: { address: true } },
    },
    orderBy: { id: "asc" },
  });
  const found: OwnUnit[] = [];
  for (const { id, number, building, ...place } of units) {
    const registers = await placeRegisters(tx, { ...place, unitId: id }, now);
    if (registers.registers.length > 0)
      found.push({ ...registers, unitId: id, number, address: building.address });
  }
  return found;
};

/** All of the actor's registers, unit after unit. */
export const ownRegisters = async (work: Work): Promise<OwnRegister[]> =>
  (await ownUnits(work)).flatMap(({ unitId, registers }) =>
    registers.map((register, at) => ({ unitId, at, register })),
  );
