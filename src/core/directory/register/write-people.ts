import type { Work } from "../../work/work.ts";
import { newId } from "../new-id.ts";
import { nameHashes } from "../people/name-words.ts";
import { insertRows, type NewRow } from "./insert-rows.ts";
import {
  contactKey,
  contactsOf,
  type KnownPeople,
  loadKnownPeople,
  nameKey,
  occupancyKey,
} from "./known-people.ts";
import { unitKey } from "./plan-import.ts";
import type { RegisterPerson, RegisterRow } from "./register-row.ts";
import { changed, made, type Trace } from "./trace.ts";

interface WrittenPeople {
  peopleAdded: number;
  occupanciesAdded: number;
  occupanciesChanged: number;
  contactsAdded: number;
  traces: Trace[];
}

interface NewRows {
  people: NewRow<"Person">[];
  words: NewRow<"PersonWord">[];
  contacts: NewRow<"ContactPoint">[];
  occupancies: NewRow<"Occupancy">[];
}

/**
 * Adds the people of the rows, how to reach them and what they hold. An occupancy that ended stays ended: an old
 * register must not let somebody back in.
 */
export const writePeople = async (
  work: Work,
  companyId: string,
  rows: readonly RegisterRow[],
  unitIds: ReadonlyMap<string, string>,
): Promise<WrittenPeople> => {
  const known = await loadKnownPeople(work, companyId, rows, [...unitIds.values()]);
  const added: NewRows = { people: [], words: [], contacts: [], occupancies: [] };
  const changes: Trace[] = [];
  for (const row of rows) {
    const unitId = unitIds.get(unitKey(row));
    if (!row.person || !unitId) continue;
    const personId = personOf(work, companyId, row.person, unitId, known, added);
    const occupancy = known.occupancies.get(occupancyKey(personId, unitId, row.person.relation));
    if (!occupancy) holdUnit(work, companyId, personId, unitId, row.person, known, added);
    else if (await changeShare(work, occupancy, row.person, added))
      changes.push(changed("Occupancy", occupancy.id, shareOf(occupancy)));
  }
  await insertRows(work, "Person", added.people);
  await insertRows(work, "PersonWord", added.words);
  await insertRows(work, "ContactPoint", added.contacts);
  await insertRows(work, "Occupancy", added.occupancies);
  return {
    peopleAdded: added.people.length,
    occupanciesAdded: added.occupancies.length,
    occupanciesChanged: changes.length,
    contactsAdded: added.contacts.length,
    traces: [
      ...added.people.map(({ id }) => made("Person", String(id))),
      ...added.contacts.map(({ id }) => made("ContactPoint", String(id))),
      ...added.occupancies.map(({ id }) => made("Occupancy", String(id))),
      ...changes,
    ],
  };
};

const shareOf = ({
  shareNumerator,
  shareDenominator,
}: {
  shareNumerator: number | null;
  shareDenominator: number | null;
}) => ({ shareNumerator, shareDenominator });

/** The known person whom the row means, or a new one; with the contacts that the row adds. */
const personOf = (
  { vault, now }: Work,
  companyId: string,
  person: RegisterPerson,
  unitId: string,
  known: KnownPeople,
  added: NewRows,
): string => {
  const contacts = contactsOf(vault, person);
  const reached = contacts.map(({ hash }) => known.byContact.get(nameKey(hash, person.name))).find(Boolean);
  const id = reached ?? known.byUnit.get(nameKey(unitId, person.name)) ?? newId(now);
  if (!reached && !known.byUnit.has(nameKey(unitId, person.name))) {
    added.people.push({ id, companyId, nameSealed: vault.seal(person.name), createdAt: now });
    for (const hash of nameHashes(vault, person.name)) added.words.push({ personId: id, companyId, hash });
  }
  known.byUnit.set(nameKey(unitId, person.name), id);
  for (const [position, contact] of contacts.entries()) {
    known.byContact.set(nameKey(contact.hash, person.name), id);
    if (known.contacts.has(contactKey(id, contact))) continue;
    known.contacts.add(contactKey(id, contact));
    const { kind, hash: valueHash, value } = contact;
    added.contacts.push({
      id: newId(now),
      companyId,
      personId: id,
      kind,
      valueHash,
      valueSealed: vault.seal(value),
      position,
      createdAt: now,
    });
  }
  return id;
};

/** Noon of the day that the register says, which is that day in any zone; never to come: a register lists who is there. */
const sinceOf = (from: string | null, now: Date): Date => {
  const since = from === null ? now : new Date(`${from}T12:00:00.000Z`);
  return since < now ? since : now;
};

const holdUnit = (
  { now }: Work,
  companyId: string,
  personId: string,
  unitId: string,
  { relation: kind, share, from }: RegisterPerson,
  known: KnownPeople,
  added: NewRows,
): void => {
  const id = newId(now);
  const shares = { shareNumerator: share?.numerator ?? null, shareDenominator: share?.denominator ?? null };
  known.occupancies.set(occupancyKey(personId, unitId, kind), { id, ...shares });
  added.occupancies.push({ id, companyId, personId, unitId, kind, ...shares, from: sinceOf(from, now) });
};

const changeShare = async (
  { tx }: Work,
  occupancy: { id: string; shareNumerator: number | null; shareDenominator: number | null },
  { share }: RegisterPerson,
  added: NewRows,
): Promise<boolean> => {
  if (!share) return false;
  const { numerator: shareNumerator, denominator: shareDenominator } = share;
  if (occupancy.shareNumerator === shareNumerator && occupancy.shareDenominator === shareDenominator)
    return false;
  const waiting = added.occupancies.find(({ id }) => id === occupancy.id);
  if (waiting) Object.assign(waiting, { shareNumerator, shareDenominator });
  else await tx.occupancy.update({ where: { id: occupancy.id }, data: { shareNumerator, shareDenominator } });
  return !waiting;
};
