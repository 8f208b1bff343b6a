import type { Db, OccupancyKind, UnitKind } from "../../../database/types.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/policy.ts";
import type { Vault } from "../../crypto/vault.ts";
import { contactHash } from "../contact.ts";
import { normaliseEmail } from "../email.ts";
import { normalisePhone } from "../phone.ts";
import { nameHashes } from "./name-words.ts";

export interface FoundPerson {
  personId: string;
  name: string;
  phones: string[];
  /** Whether an account is joined to the person. */
  joined: boolean;
  units: {
    unitId: string;
    number: string;
    unitKind: UnitKind;
    address: string;
    kind: OccupancyKind;
    ended: boolean;
  }[];
}

export interface PeopleQuery {
  companyId: string;
  /** A name or some of its words, a phone, or an e-mail address. */
  query: string;
  now: Date;
  most: number;
}

/** People whom the actor may find: by words of the name, or exactly by a phone or e-mail. */
export const findPeople = async (
  db: Db,
  vault: Vault,
  actor: Actor,
  { companyId, query, now, most }: PeopleQuery,
): Promise<FoundPerson[]> => {
  const ids = await matching(db, vault, companyId, query);
  const people = await db.person.findMany({
    where: { id: { in: ids }, companyId },
    orderBy: { id: "asc" },
    include: {
      contactPoints: { where: { kind: "phone" }, orderBy: { position: "asc" } },
      identities: { select: { id: true }, take: 1 },
      roles: { where: { revokedAt: null }, select: { buildingId: true } },
      occupancies: { include: { unit: { include: { building: true } } }, orderBy: { from: "desc" } },
    },
  });
  return people
    .filter(({ occupancies, roles }) =>
      // Who lives nowhere is found by those who may find people of the whole company.
      [
        ...occupancies.map(({ unit }) => unit.buildingId),
        ...roles.map(({ buildingId }) => buildingId),
        null,
      ].some((buildingId) => can(actor, "person.find", { companyId, buildingId })),
    )
    .slice(0, most)
    .map(({ id, nameSealed, contactPoints, identities, occupancies }) => ({
      personId: id,
      name: vault.open(nameSealed),
      phones: contactPoints.map(({ valueSealed }) => vault.open(valueSealed)),
      joined: identities.length > 0,
      units: occupancies
        .filter(({ unit }) => can(actor, "person.find", { companyId, buildingId: unit.buildingId }))
        .map(({ unit, kind, to }) => ({
          unitId: unit.id,
          number: unit.number,
          unitKind: unit.kind,
          address: unit.building.address,
          kind,
          ended: to !== null && to <= now,
        })),
    }));
};

/** More than anybody reads: whoever gets so many is asked for one more word. */
const mostMatches = 200;

const matching = async (db: Db, vault: Vault, companyId: string, query: string): Promise<string[]> => {
  const phone = normalisePhone(query);
  const email = normaliseEmail(query);
  if (phone || email) {
    const kind = phone ? "phone" : "email";
    const valueHash = contactHash(vault, kind, phone ?? email ?? "");
    const contacts = await db.contactPoint.findMany({
      where: { companyId, kind, valueHash },
      select: { personId: true },
      take: mostMatches,
    });
    return contacts.map(({ personId }) => personId);
  }
  const hashes = nameHashes(vault, query);
  if (hashes.length === 0) return [];
  const people = await db.person.findMany({
    where: { companyId, AND: hashes.map((hash) => ({ words: { some: { hash } } })) },
    select: { id: true },
    orderBy: { id: "asc" },
    take: mostMatches,
  });
  return people.map(({ id }) => id);
};
