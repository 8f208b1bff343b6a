import { DateTime } from "luxon";
import type { Work } from "../../work/work.ts";
import type { Held, HoldingChange } from "../holdings-changed.ts";
import { newId } from "../new-id.ts";
import { nameHashes } from "../people/name-words.ts";
import { endLater } from "../units/end-later.ts";
import { insertRows, type NewRow } from "./insert-rows.ts";
import {
  contactKey,
  contactsOf,
  type HashedContact,
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
  holdings: HoldingChange[];
}

interface NewRows {
  people: NewRow<"Person">[];
  words: NewRow<"PersonWord">[];
  contacts: NewRow<"ContactPoint">[];
  occupancies: NewRow<"Occupancy">[];
  endings: NewRow<"EndingOccupancy">[];
}

/**
 * Adds the people of the rows, how to reach them and what they hold. An occupancy that ended stays ended: an old
 * register must not let somebody back in.
 */
export const writePeople = async (
  work: Work,
  companyId: string,
  rows: readonly RegisterRow[],
  { unitIds, zones }: { unitIds: ReadonlyMap<string, string>; zones: ReadonlyMap<string, string> },
): Promise<WrittenPeople> => {
  const contacts = new Map(
    rows.flatMap(({ person }) => (person ? [[person, contactsOf(work.vault, person)]] : [])),
  );
  const hashes = [...contacts.values()].flat().map(({ hash }) => hash);
  const known = await loadKnownPeople(work, companyId, hashes, [...unitIds.values()]);
  const added: NewRows = { people: [], words: [], contacts: [], occupancies: [], endings: [] };
  const changes: Trace[] = [];
  const holdings: HoldingChange[] = [];
  for (const row of rows) {
    const unitId = unitIds.get(unitKey(row));
    if (!row.person || !unitId) continue;
    const personId = personOf(
      work,
      companyId,
      { name: row.person.name, contacts: contacts.get(row.person) ?? [] },
      unitId,
      known,
      added,
    );
    const occupancy = known.occupancies.get(occupancyKey(personId, unitId, row.person.relation));
    const to = endOf(row.person.to, zones.get(unitId));
    const { relation: kind } = row.person;
    if (!occupancy) {
      const after = holdUnit(work, companyId, personId, unitId, { ...row.person, to }, known, added);
      holdings.push({ unitId, kind, before: null, after });
    } else {
      const before = { ...shareOf(occupancy), to: occupancy.to };
      const shareChanged = await changeShare(work, occupancy, row.person, added);
      const endChanged = await changeEnd(work, companyId, occupancy, to, added);
      const { from } = occupancy;
      if (endChanged) holdings.push({ unitId, kind, before: { from, to: before.to }, after: { from, to } });
      if (shareChanged || endChanged) changes.push(changed("Occupancy", occupancy.id, before));
    }
  }
  await insertRows(work, "Person", added.people);
  await insertRows(work, "PersonWord", added.words);
  await insertRows(work, "ContactPoint", added.contacts);
  await insertRows(work, "Occupancy", added.occupancies);
  await insertRows(work, "EndingOccupancy", added.endings);
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
    holdings,
  };
};

/**
 * Says when a known holding ends. The job that tells of ends does the rest, also where the day is past: access ends by
 * the day alone. One that has ended already stays as it is.
 */
const changeEnd = async (
  work: Work,
  companyId: string,
  occupancy: { id: string; to: Date | null },
  to: Date | null,
  added: NewRows,
): Promise<boolean> => {
  const { id } = occupancy;
  if (to === null || (occupancy.to && occupancy.to <= work.now) || occupancy.to?.getTime() === to.getTime())
    return false;
  if (added.occupancies.some((each) => each.id === id)) return false;
  await work.tx.occupancy.update({ where: { id }, data: { to } });
  await endLater(work, { occupancyId: id, companyId, to });
  occupancy.to = to;
  return true;
};

/** The building's last day ends where the next begins. */
const endOf = (lastDay: string | null, zone = "UTC"): Date | null =>
  lastDay === null ? null : DateTime.fromISO(lastDay, { zone }).startOf("day").plus({ days: 1 }).toJSDate();

const dayMs = 24 * 60 * 60 * 1000;

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
  person: Pick<RegisterPerson, "name"> & { contacts: readonly HashedContact[] },
  unitId: string,
  known: KnownPeople,
  added: NewRows,
): string => {
  const { contacts } = person;
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
  { relation: kind, share, from, to }: Omit<RegisterPerson, "to"> & { to: Date | null },
  known: KnownPeople,
  added: NewRows,
): Held => {
  const id = newId(now);
  const shares = { shareNumerator: share?.numerator ?? null, shareDenominator: share?.denominator ?? null };
  const since = sinceOf(from, now);
  // Of whom only the last day is known, that day is all that can be said.
  const begun = to && to <= since ? new Date(to.getTime() - dayMs) : since;
  known.occupancies.set(occupancyKey(personId, unitId, kind), { id, ...shares, from: begun, to });
  added.occupancies.push({ id, companyId, personId, unitId, kind, ...shares, from: begun, to });
  if (to && to > now) added.endings.push({ occupancyId: id, companyId, to });
  return { from: begun, to };
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
