import type { Db, Tx } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { PollSheet } from "./poll-sheet.ts";
import { randomKey, rowsOf, sealBallot, sealedBallotOf } from "./sealed-ballots.ts";
import { ballotChange } from "./voice.ts";
import type { Choices } from "./walk.ts";

type Kept = Pick<PollSheet, "id" | "rules">;

/**
 * Under which key a voter's ballot lies: the voter's own in an open poll; in an anonymous one a hash that only the
 * deployment's key makes. Null: nobody can find it again, since no change of it is allowed.
 */
export const ballotKeyOf = (vault: Vault, { id, rules }: Kept, voterKey: string): string | null => {
  if (!rules.anonymous) return voterKey;
  return rules.final ? null : `a:${vault.hash("poll-ballot", `${id}:${voterKey}`)}`;
};

/** What a voter chose, by question; empty where there is none or none can be found. */
export const ballotOf = async (read: Db, vault: Vault, poll: Kept, voterKey: string): Promise<Choices> => {
  const ballotKey = ballotKeyOf(vault, poll, voterKey);
  if (ballotKey === null) return {};
  if (poll.rules.anonymous) return sealedBallotOf(read, vault, poll.id, ballotKey);
  const rows = await read.pollChoice.findMany({
    where: { pollId: poll.id, ballotKey },
    select: { questionId: true, optionId: true },
  });
  const choices: Record<string, string[]> = {};
  for (const { questionId, optionId } of rows)
    choices[questionId] = [...(choices[questionId] ?? []), optionId];
  return choices;
};

export interface Ballot {
  voterKey: string;
  /** None: it is taken back. */
  choices: Choices;
  counted: boolean;
}

/** Puts a ballot in the place of the voter's former one. In an open poll the counts are kept with it. */
export const replaceBallot = async (tx: Tx, vault: Vault, poll: Kept, ballot: Ballot): Promise<void> => {
  const { voterKey, choices, counted } = ballot;
  const ballotKey = ballotKeyOf(vault, poll, voterKey) ?? randomKey();
  if (poll.rules.anonymous) return sealBallot(tx, vault, { pollId: poll.id, ballotKey, choices });
  const before = Object.values(await ballotOf(tx, vault, poll, voterKey)).flat();
  const after = rowsOf(choices);
  const { less, more } = ballotChange(
    before,
    after.map(({ optionId }) => optionId),
  );
  const kept = counted ? "votes" : "others";
  if (less.length > 0) {
    await tx.pollChoice.deleteMany({ where: { pollId: poll.id, ballotKey, optionId: { in: less } } });
    await tx.pollOption.updateMany({ where: { id: { in: less } }, data: { [kept]: { decrement: 1 } } });
  }
  if (more.length > 0) {
    await tx.pollChoice.createMany({
      data: after
        .filter(({ optionId }) => more.includes(optionId))
        .map((choice) => ({ ...choice, pollId: poll.id, ballotKey, counted })),
    });
    await tx.pollOption.updateMany({ where: { id: { in: more } }, data: { [kept]: { increment: 1 } } });
  }
};
