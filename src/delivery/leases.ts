import type { Database, Provider } from "../database/db.ts";

// A row that is locked is being recorded: that ends its lease, or the next renewal finds it. To wait for it could be to
// wait for somebody who waits for us, since neither takes rows in an order.
const renewal: Record<Provider, string> = {
  sqlite: `
UPDATE "OutboxMessage" SET "leaseUntil" = ?
WHERE "id" IN (SELECT "value" FROM json_each(?)) AND +"state" = 'sending' AND "leaseHolder" = ?`,
  postgresql: `
UPDATE "OutboxMessage" SET "leaseUntil" = $1
WHERE "id" = ANY (ARRAY(
  SELECT "id" FROM "OutboxMessage"
  WHERE "id" = ANY (ARRAY(SELECT CAST(jsonb_array_elements_text($2::jsonb) AS integer))) AND "state" = 'sending' AND "leaseHolder" = $3
  FOR UPDATE SKIP LOCKED
))`,
};

/** Keeps the rows in hand from being taken over. */
export const renewLeases = async (
  database: Database,
  holder: string,
  ids: readonly number[],
  until: Date,
): Promise<void> => {
  if (ids.length === 0) return;
  await database.transaction((tx) =>
    tx.$executeRawUnsafe(renewal[database.provider], until, JSON.stringify(ids), holder),
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
