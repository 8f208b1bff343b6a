import type { ContactKind, OccupancyKind } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";
import type { Work } from "../../work/work.ts";
import { contactHash } from "../contact.ts";
import { sameAs } from "../names.ts";
import type { RegisterPerson } from "./register-row.ts";

interface KnownOccupancy {
  id: string;
  shareNumerator: number | null;
  shareDenominator: number | null;
  from: Date;
  to: Date | null;
}

/** Whom the rows may speak of: found by name together with a contact, or with the unit. Namesakes stay apart. */
export interface KnownPeople {
  byContact: Map<string, string>;
  byUnit: Map<string, string>;
  occupancies: Map<string, KnownOccupancy>;
  /** personId, kind and hash of every contact. */
  contacts: Set<string>;
}

export interface HashedContact {
  kind: ContactKind;
  value: string;
  hash: string;
}

export const contactsOf = (vault: Vault, { phones, email }: RegisterPerson): HashedContact[] => [
  ...phones.map((value) => ({ kind: "phone" as const, value, hash: contactHash(vault, "phone", value) })),
  ...(email ? [{ kind: "email" as const, value: email, hash: contactHash(vault, "email", email) }] : []),
];

export const nameKey = (place: string, name: string): string => `${place}\0${sameAs(name)}`;

export const occupancyKey = (personId: string, unitId: string, kind: OccupancyKind): string =>
  `${personId}\0${unitId}\0${kind}`;

export const contactKey = (personId: string, { kind, hash }: Pick<HashedContact, "kind" | "hash">): string =>
  `${personId}\0${kind}\0${hash}`;

/** Loads everybody who lives in the units or has one of the contacts. */
export const loadKnownPeople = async (
  { tx, vault }: Work,
  companyId: string,
  hashes: readonly string[],
  unitIds: readonly string[],
): Promise<KnownPeople> => {
  const held = await tx.occupancy.findMany({
    where: { unitId: { in: [...unitIds] } },
    include: { person: { select: { nameSealed: true } } },
  });
  const reached = await tx.contactPoint.findMany({
    where: { companyId, valueHash: { in: [...new Set(hashes)] } },
    select: { personId: true, valueHash: true, person: { select: { nameSealed: true } } },
  });
  const personIds = [...new Set([...held, ...reached].map(({ personId }) => personId))];
  const contacts = await tx.contactPoint.findMany({
    where: { personId: { in: personIds } },
    select: { personId: true, kind: true, valueHash: true },
  });
  return {
    byContact: new Map(
      reached.map((row) => [nameKey(row.valueHash, vault.open(row.person.nameSealed)), row.personId]),
    ),
    byUnit: new Map(
      held.map((row) => [nameKey(row.unitId, vault.open(row.person.nameSealed)), row.personId]),
    ),
    occupancies: new Map(held.map((row) => [occupancyKey(row.personId, row.unitId, row.kind), row])),
    contacts: new Set(
      contacts.map(({ personId, kind, valueHash: hash }) => contactKey(personId, { kind, hash })),
    ),
  };
};
