import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { ballotOf } from "./ballots.ts";
import type { PollSheet } from "./poll-sheet.ts";
import { personKey } from "./voice.ts";
import type { Choices } from "./walk.ts";

export interface OwnVote {
  /** unit: somebody else of every unit of the person has voted; who is not told. */
  state: "none" | "voted" | "unit";
  /** Empty also where nobody can find the ballot again. */
  choices: Choices;
}

/** What a person knows of the own voice in a poll. */
export const ownVote = async (
  read: Db,
  vault: Vault,
  poll: PollSheet,
  personId: string,
): Promise<OwnVote> => {
  if (poll.rules.voice === "person") {
    const voterKey = personKey(personId);
    const vote = await read.pollVote.findUnique({
      where: { pollId_voterKey: { pollId: poll.id, voterKey } },
    });
    if (!vote) return { state: "none", choices: {} };
    return { state: "voted", choices: await ballotOf(read, vault, poll, voterKey) };
  }
  const held = await read.occupancy.findMany({
    where: {
      personId,
      OR: [{ to: null }, { to: { gt: poll.openedAt ?? poll.endAt } }],
      ...(poll.rules.ownersOnly ? { kind: "owner" } : {}),
      unit: {
        companyId: poll.companyId,
        ...(poll.place.buildingId ? { buildingId: poll.place.buildingId } : {}),
        ...(poll.place.entrance ? { entrance: poll.place.entrance } : {}),
      },
    },
    select: { unitId: true },
  });
  const unitIds = [...new Set(held.map(({ unitId }) => unitId))];
  const votes = await read.pollVote.findMany({ where: { pollId: poll.id, unitId: { in: unitIds } } });
  const mine = votes.find((vote) => vote.personId === personId);
  if (mine) return { state: "voted", choices: await ballotOf(read, vault, poll, mine.voterKey) };
  return { state: unitIds.length > 0 && votes.length >= unitIds.length ? "unit" : "none", choices: {} };
};
