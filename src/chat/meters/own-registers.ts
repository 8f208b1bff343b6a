import { placeRegisters, type Registers, type ShownRegister } from "../../core/meters/unit-registers.ts";
import type { Work } from "../../core/work/work.ts";
import { joined, plain, type Text } from "../text.ts";
import { registerWord } from "./words.ts";

export interface OwnRegister {
  unitId: string;
  address: string;
  /** The unit's. */
  number: string;
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
  (await ownUnits(work)).flatMap(({ registers, unitId, address, number }) =>
    registers.map((register) => ({ unitId, address, number, register })),
  );

/** What a register is called among those of its owner: with its unit, where they are of several. */
export const ownRegisterWord = (
  { unitId, address, number, register }: OwnRegister,
  all: readonly OwnRegister[],
): Text => {
  const word = registerWord(register.meter, register.zone);
  const others = all.filter((each) => each.unitId !== unitId);
  if (others.length === 0) return word;
  const isAlike = others.some((each) => each.number === number);
  return joined(" · ", plain(isAlike ? `${address}, ${number}` : number), word);
};
