import type { Database } from "../database/db.ts";

/** Keeps the rows in hand from being taken over. */
export const renewLeases = async (
  database: Database,
  holder: string,
  ids: readonly number[],
  until: Date,
): Promise<void> => {
  if (ids.length === 0) return;
  await database.transaction((tx) =>
    tx.outboxMessage.updateMany({
      where: { id: { in: [...ids] }, state: "sending", leaseHolder: holder },
      data: { leaseUntil: until },
    }),
  );
};

/** Later than any lease: for a process that knows that it is alone. */
export const everyLease = new Date("9999-01-01T00:00:00Z");

/**
 * Frees the rows whose lease ended before `before`, because the holder died, so that they are sent again; resolves to
 * how many. Rows in our own hand stay, whatever the clock says.
 */
export const takeOver = async (
  database: Database,
  before: Date,
  inHand: readonly number[],
): Promise<number> => {
  const lost = { state: "sending" as const, leaseUntil: { lt: before }, id: { notIn: [...inHand] } };
  // Looked for without a turn at the writer: there is nearly never one.
  if ((await database.read.outboxMessage.findFirst({ where: lost, select: { id: true } })) === null) return 0;
  const { count } = await database.transaction((tx) =>
    tx.outboxMessage.updateMany({
      where: lost,
      data: { state: "pending", leaseHolder: null, leaseUntil: null },
    }),
  );
  return count;
};
