import type { Db, Tx } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { PollSheet } from "./poll-sheet.ts";
import { randomKey } from "./sever-ballots.ts";
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
  const rows = await read.pollChoice.findMany({
    where: { pollId: poll.id, ballotKey },
    select: { questionId: true, optionId: true },
  });
  const choices: Record<string, string[]> = {};
  for (const { questionId, optionId } of rows)
    choices[questionId] = [...(choices[questionId] ?? []), optionId];
  return choices;
};

/** Puts a ballot in the place of the voter's former one, and keeps the counts. No choices: it is taken back. */
export const replaceBallot = async (
  tx: Tx,
  vault: Vault,
  poll: Kept,
  { voterKey, choices, counted }: { voterKey: string; choices: Choices; counted: boolean },
): Promise<void> => {
  const ballotKey = ballotKeyOf(vault, poll, voterKey) ?? randomKey();
  const before = Object.values(await ballotOf(tx, vault, poll, voterKey)).flat();
  const after = Object.entries(choices).flatMap(([questionId, optionIds]) =>
    optionIds.map((optionId) => ({ questionId, optionId })),
  );
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
