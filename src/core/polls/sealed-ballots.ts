import { randomBytes, randomInt } from "node:crypto";
import { tableInsert } from "../../database/table-insert.ts";
import type { Db, Tx } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { Choices } from "./walk.ts";

/** A ballot's key that tells nothing. */
export const randomKey = (): string => `r:${randomBytes(15).toString("base64url")}`;

/** Sealed texts of one size tell nothing by their length. */
const paddedTo = 512;

/** Keeps a ballot of an anonymous poll so that only the deployment's key opens it; no count moves. */
export const sealBallot = async (
  tx: Tx,
  vault: Vault,
  { pollId, ballotKey, choices }: { pollId: string; ballotKey: string; choices: Choices },
): Promise<void> => {
  const where = { pollId_ballotKey: { pollId, ballotKey } };
  if (rowsOf(choices).length === 0) {
    await tx.pollSealedBallot.deleteMany({ where: { pollId, ballotKey } });
    return;
  }
  const json = JSON.stringify(choices);
  const choicesSealed = vault.seal(json.padEnd(Math.ceil(json.length / paddedTo) * paddedTo));
  await tx.pollSealedBallot.upsert({
    where,
    create: { pollId, ballotKey, choicesSealed },
    update: { choicesSealed },
  });
};

export const sealedBallotOf = async (
  read: Db,
  vault: Vault,
  pollId: string,
  ballotKey: string,
): Promise<Choices> => {
  const row = await read.pollSealedBallot.findUnique({ where: { pollId_ballotKey: { pollId, ballotKey } } });
  return row ? opened(vault, row.choicesSealed) : {};
};

const opened = (vault: Vault, sealed: string): Choices => JSON.parse(vault.open(sealed)) as Choices;

/** A ballot's answers as single choices. */
export const rowsOf = (choices: Choices): { questionId: string; optionId: string }[] =>
  Object.entries(choices).flatMap(([questionId, optionIds]) =>
    optionIds.map((optionId) => ({ questionId, optionId })),
  );

const table = tableInsert("PollChoice", {
  pollId: "text",
  questionId: "text",
  optionId: "text",
  ballotKey: "text",
  counted: "boolean",
});

const rowsPerStatement = 500;

/**
 * Opens all ballots of an anonymous poll at once, at its end: in random order and under random keys. From then on
 * nobody, Domovoy and its key included, can tell whose they are. Resolves to how many there were.
 */
export const openBallots = async (tx: Tx, vault: Vault, pollId: string): Promise<number> => {
  const sealed = await tx.pollSealedBallot.findMany({ where: { pollId } });
  await tx.pollSealedBallot.deleteMany({ where: { pollId } });
  const rows = shuffled(sealed).flatMap(({ choicesSealed }) => {
    const ballotKey = randomKey();
    return rowsOf(opened(vault, choicesSealed)).map((row) => ({ ...row, pollId, ballotKey, counted: 1 }));
  });
  for (let start = 0; start < rows.length; start += rowsPerStatement)
    await table.insert(tx, rows.slice(start, start + rowsPerStatement));
  return sealed.length;
};

const shuffled = <T>(items: readonly T[]): T[] => {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
};
