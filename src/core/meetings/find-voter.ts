import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { sameAs } from "../directory/names.ts";
import { done, type Outcome, refused } from "../outcome.ts";

export interface FoundVoter {
  personId: string;
  name: string;
  units: string;
}

type Unsure = "no-voter" | "several-voters";

/** The owner whom staff mean by "45" or "45 Ivanov", in the register of a meeting. */
export const findVoter = async (
  db: Db,
  vault: Vault,
  { meetingId, query }: { meetingId: string; query: string },
): Promise<Outcome<FoundVoter, Unsure>> => {
  const { number, words } = split(query);
  const lines = await db.eligibleVoter.findMany({
    where: { meetingId, unitNumber: { in: spellings(number) }, personId: { not: null } },
    select: { personId: true },
  });
  const voters = await db.meetingVoter.findMany({
    where: { meetingId, personId: { in: lines.flatMap(({ personId }) => personId ?? []) } },
  });
  const found = voters
    .map(({ personId, nameSealed, units }) => ({ personId, name: vault.open(nameSealed), units }))
    .filter(({ name }) => hasWords(name, words));
  return only(found, query);
};

/** Somebody of the building whom staff mean in the same way: an owner, a tenant or one of the household. */
export const findOccupant = async (
  db: Db,
  vault: Vault,
  { buildingId, query, now }: { buildingId: string; query: string; now: Date },
): Promise<Outcome<FoundVoter, Unsure>> => {
  const { number, words } = split(query);
  const held = await db.occupancy.findMany({
    where: {
      unit: { buildingId, number: { in: spellings(number) } },
      from: { lte: now },
      OR: [{ to: null }, { to: { gt: now } }],
    },
    include: { person: true, unit: { select: { number: true } } },
  });
  const people = new Map(
    held.map(({ personId, person, unit }) => [
      personId,
      { personId, name: vault.open(person.nameSealed), units: unit.number },
    ]),
  );
  return only(
    [...people.values()].filter(({ name }) => hasWords(name, words)),
    query,
  );
};

const only = (found: readonly FoundVoter[], query: string): Outcome<FoundVoter, Unsure> => {
  const [one, another] = found;
  if (!one) return refused("no-voter", { query });
  if (!another) return done(one);
  return refused("several-voters", {
    query,
    names: found
      .slice(0, 8)
      .map(({ name }) => name)
      .join("; "),
  });
};

const split = (query: string): { number: string; words: string[] } => {
  const [number = "", ...words] = query.replaceAll(",", " ").trim().split(/\s+/);
  return { number, words: words.map(sameAs).filter(Boolean) };
};

const spellings = (number: string): string[] => [
  ...new Set([number, number.toUpperCase(), number.toLowerCase()]),
];

const hasWords = (name: string, words: readonly string[]): boolean => {
  const parts = sameAs(name).split(" ");
  return words.every((word) => parts.some((part) => part.startsWith(word)));
};
