import type { OccupancyKind, Tx } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { heldAt } from "./occupancy.ts";

export interface Resident {
  personId: string;
  name: string;
  kind: OccupancyKind;
}

/** Those of the register who hold the unit and have no account yet: whom an invite may be for. */
export const residentsWithoutAccount = async (
  { tx, vault, now }: { tx: Tx; vault: Vault; now: Date },
  unitId: string,
): Promise<Resident[]> => {
  const held = await tx.occupancy.findMany({
    where: { unitId, ...heldAt(now), person: { identities: { none: {} } } },
    select: { kind: true, personId: true, person: { select: { nameSealed: true } } },
    orderBy: { id: "asc" },
    take: 12,
  });
  return held.map(({ kind, personId, person }) => ({ kind, personId, name: vault.open(person.nameSealed) }));
};

/** Everybody who holds the unit now, each once. */
export const residentsOf = async (
  { tx, vault, now }: { tx: Tx; vault: Vault; now: Date },
  unitId: string,
): Promise<Resident[]> => {
  const held = await tx.occupancy.findMany({
    where: { unitId, ...heldAt(now) },
    select: { kind: true, personId: true, person: { select: { nameSealed: true } } },
    orderBy: { id: "asc" },
  });
  const byPerson = new Map(
    held.map(({ kind, personId, person }) => [
      personId,
      { kind, personId, name: vault.open(person.nameSealed) },
    ]),
  );
  return [...byPerson.values()];
};
