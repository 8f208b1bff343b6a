import { providerOf } from "../database/as-db.ts";
import type { Tx } from "../database/db.ts";

/** A message that the platform took. */
export interface SentRow {
  id: number;
  messageId: string | null;
  /** The card that it shows, where it shows one. */
  cardId: string | null;
  /** The card's new hash; null: as before. */
  shown: string | null;
  /** What the platform calls the thing in the message; null: as before. */
  reference: string | null;
}

const set = `"state" = 'sent', "sentMessageId" = s."messageId", "contentSealed" = NULL, "leaseHolder" = NULL,
  "leaseUntil" = NULL, "failureCode" = NULL, "failureText" = NULL`;

const setCard = `"messageId" = s."messageId", "shown" = coalesce(s."shown", c."shown"),
  "reference" = coalesce(s."reference", c."reference")`;

// What was sent is on the platform; keeping a second copy of personal data serves nobody. The casts of the state keep
// the databases from walking through all that is being sent instead of taking the ids.
const postgresql = `
WITH s AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($2::jsonb)
    AS s("id" integer, "messageId" text, "cardId" text, "shown" text, "reference" text)
), marked AS (
  UPDATE "OutboxMessage" AS o SET "sentAt" = $1, ${set}
  FROM s
  WHERE o."id" = s."id" AND o."id" = ANY (ARRAY(SELECT "id" FROM s)) AND CAST(o."state" AS TEXT) = 'sending'
    AND o."leaseHolder" = $3
  RETURNING o."id"
), cards AS (
  UPDATE "Card" AS c SET ${setCard}
  FROM s
  WHERE c."id" = s."cardId" AND c."id" = ANY (ARRAY(SELECT "cardId" FROM s)) AND s."messageId" IS NOT NULL
    AND s."id" IN (SELECT "id" FROM marked)
)
SELECT "id" FROM marked`;

const fieldsOf = (names: readonly string[]) =>
  names.map((name) => `"value" ->> '${name}' AS "${name}"`).join(", ");

const sqlite = `
UPDATE "OutboxMessage" AS o SET "sentAt" = ?, ${set}
FROM (SELECT ${fieldsOf(["id", "messageId"])} FROM json_each(?)) AS s
WHERE o."id" = s."id" AND +o."state" = 'sending' AND o."leaseHolder" = ?
RETURNING "id"`;

const sqliteCards = `
UPDATE "Card" AS c SET ${setCard}
FROM (SELECT ${fieldsOf(["messageId", "cardId", "shown", "reference"])} FROM json_each(?)) AS s
WHERE c."id" = s."cardId"`;

/** Marks rows in our hand as sent, with what their cards show now; resolves to the ids of those that were ours. */
export const markSent = async (
  tx: Tx,
  holder: string,
  now: Date,
  rows: readonly SentRow[],
): Promise<Set<number>> => {
  const inOne = providerOf(tx) === "postgresql";
  const marked = await tx.$queryRawUnsafe<Array<{ id: number | bigint }>>(
    inOne ? postgresql : sqlite,
    now,
    JSON.stringify(rows),
    holder,
  );
  const ours = new Set(marked.map(({ id }) => Number(id)));
  const cards = rows.filter((row) => row.cardId !== null && row.messageId !== null && ours.has(row.id));
  if (!inOne && cards.length > 0) await tx.$executeRawUnsafe(sqliteCards, JSON.stringify(cards));
  return ours;
};
