import { randomBytes, randomInt } from "node:crypto";
import { jsonInsert } from "../../database/insert-json.ts";
import type { Tx } from "../../database/types.ts";

const choices = jsonInsert("PollChoice", {
  pollId: "text",
  questionId: "text",
  optionId: "text",
  ballotKey: "text",
  counted: "boolean",
});

const rowsPerStatement = 500;

/**
 * Writes the ballots of an anonymous poll anew, in random order and under random keys: from then on nobody, Domovoy
 * and its key included, can tell whose they are.
 */
export const severBallots = async (tx: Tx, pollId: string): Promise<void> => {
  const rows = await tx.pollChoice.findMany({ where: { pollId } });
  await tx.pollChoice.deleteMany({ where: { pollId } });
  const keys = new Map([...new Set(rows.map(({ ballotKey }) => ballotKey))].map((key) => [key, randomKey()]));
  const anew = shuffled(
    rows.map((row) => ({ ...row, ballotKey: keys.get(row.ballotKey) ?? randomKey(), counted: row.counted })),
  );
  for (let start = 0; start < anew.length; start += rowsPerStatement)
    await choices.insert(tx, anew.slice(start, start + rowsPerStatement).map(asRow));
};

/** A ballot's key that tells nothing. */
export const randomKey = (): string => `r:${randomBytes(15).toString("base64url")}`;

const asRow = <Row extends { counted: boolean }>(row: Row) => ({ ...row, counted: row.counted ? 1 : 0 });

const shuffled = <T>(items: readonly T[]): T[] => {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
};
