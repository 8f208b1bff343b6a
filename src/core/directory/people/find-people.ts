import { allOf, rowsOf, sql } from "../../../database/sql-part.ts";
import type { Db, OccupancyKind, UnitKind } from "../../../database/types.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/policy.ts";
import type { Vault } from "../../crypto/vault.ts";
import { contactHash } from "../contact.ts";
import { normaliseEmail } from "../email.ts";
import { normalisePhone } from "../phone.ts";
import { nameHashes } from "./name-words.ts";
import { rarestFirst } from "./rarest-first.ts";

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
  const all = await matching(db, vault, companyId, query);
  // Who may find everybody is shown the first of them; the others need not be read.
  const ids = can(actor, "person.find", { companyId, buildingId: null }) ? all.slice(0, most) : all;
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
const mostMatches = 50;

const matching = async (db: Db, vault: Vault, companyId: string, query: string): Promise<string[]> => {
  const phone = normalisePhone(query);
  const email = normaliseEmail(query);
  if (phone || email) {
    const kind = phone ? "phone" : "email";
    const valueHash = contactHash(vault, kind, phone ?? email ?? "");
    const contacts = await db.contactPoint.findMany({
      where: { companyId, kind, valueHash },
      orderBy: { personId: "asc" },
      select: { personId: true },
      take: mostMatches,
    });
    return contacts.map(({ personId }) => personId);
  }
  const [first, ...others] = await rarestFirst(db, companyId, nameHashes(vault, query));
  if (first === undefined) return [];
  const alsoNamed = others.map(
    (hash) =>
      sql`EXISTS (SELECT 1 FROM "PersonWord" o WHERE o."personId" = w."personId" AND o."hash" = ${hash})`,
  );
  const people = await rowsOf<{ personId: string }>(
    db,
    sql`SELECT w."personId" FROM "PersonWord" w
      WHERE ${allOf([sql`w."companyId" = ${companyId}`, sql`w."hash" = ${first}`, ...alsoNamed])}
      ORDER BY w."personId" LIMIT ${mostMatches}`,
  );
  return people.map(({ personId }) => personId);
};
