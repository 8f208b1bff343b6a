import { providerOf } from "../database/as-db.ts";
import type { Provider, Tx } from "../database/db.ts";

export interface SentRow {
  id: number;
  messageId: string | null;
}

const set = `"state" = 'sent', "sentMessageId" = s."messageId", "contentSealed" = NULL, "leaseHolder" = NULL,
  "leaseUntil" = NULL, "failureCode" = NULL, "failureText" = NULL`;

// What was sent is on the platform; keeping a second copy of personal data serves nobody.
const statements: Record<Provider, string> = {
  sqlite: `
UPDATE "OutboxMessage" AS o SET "sentAt" = ?, ${set}
FROM (SELECT "value" ->> 'id' AS "id", "value" ->> 'messageId' AS "messageId" FROM json_each(?)) AS s
WHERE o."id" = s."id" AND +o."state" = 'sending' AND o."leaseHolder" = ?
RETURNING "id"`,
  postgresql: `
UPDATE "OutboxMessage" AS o SET "sentAt" = $1, ${set}
FROM jsonb_to_recordset($2::jsonb) AS s("id" integer, "messageId" text)
WHERE o."id" = s."id" AND o."state" = 'sending' AND o."leaseHolder" = $3
RETURNING o."id"`,
};

/** Marks rows in our hand as sent, in one statement; resolves to those that were ours. */
export const markSent = async (
  tx: Tx,
  holder: string,
  now: Date,
  rows: readonly SentRow[],
): Promise<Set<number>> => {
  const marked = await tx.$queryRawUnsafe<Array<{ id: number | bigint }>>(
    statements[providerOf(tx)],
    now,
    JSON.stringify(rows),
    holder,
  );
  return new Set(marked.map(({ id }) => Number(id)));
};
