import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { PollSheet } from "./poll-sheet.ts";

export interface BallotLine {
  /** Who voted: the name in an open poll, the unit where units count; null in an anonymous one. */
  name: string | null;
  units: string;
  counted: boolean;
  votedAt: Date | null;
  /** Texts of the options, question by question. */
  answers: string[];
}

/** The votes of an open poll, for the staff's export; of an anonymous one nobody gets any. Does not authorise. */
export const ballotList = async (read: Db, vault: Vault, poll: PollSheet): Promise<BallotLine[]> => {
  if (poll.rules.anonymous) return [];
  const votes = await read.pollVote.findMany({ where: { pollId: poll.id }, orderBy: { id: "asc" } });
  const choices = await read.pollChoice.findMany({ where: { pollId: poll.id } });
  const chosen = new Map<string, Set<string>>();
  for (const { ballotKey, optionId } of choices)
    chosen.set(ballotKey, (chosen.get(ballotKey) ?? new Set()).add(optionId));
  const people = await read.person.findMany({
    where: { id: { in: votes.flatMap(({ personId }) => personId ?? []) } },
    select: {
      id: true,
      nameSealed: true,
      occupancies: { select: { unit: { select: { number: true, buildingId: true } } } },
    },
  });
  const byId = new Map(people.map((person) => [person.id, person]));
  const unitIds = votes.flatMap(({ unitId }) => unitId ?? []);
  const units = await read.unit.findMany({
    where: { id: { in: unitIds } },
    select: { id: true, number: true },
  });
  const numberOf = new Map(units.map(({ id, number }) => [id, number]));
  return votes.map(({ voterKey, personId, unitId, counted, votedAt }) => {
    const person = personId === null ? undefined : byId.get(personId);
    const here = person?.occupancies
      .filter(({ unit }) => poll.place.buildingId === null || unit.buildingId === poll.place.buildingId)
      .map(({ unit }) => unit.number);
    const options = chosen.get(voterKey) ?? new Set();
    return {
      name: person ? vault.open(person.nameSealed) : null,
      units: unitId === null ? [...new Set(here ?? [])].join(", ") : (numberOf.get(unitId) ?? ""),
      counted,
      votedAt,
      answers: poll.questions.map((question) =>
        question.options
          .filter(({ id }) => options.has(id))
          .map(({ text }) => text)
          .join("; "),
      ),
    };
  });
};
