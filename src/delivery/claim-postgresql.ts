import { firstPatientLane } from "../core/outbox/draft.ts";
import type { ClaimStatements, Statement, Want } from "./claim.ts";
import { rowColumns } from "./row.ts";

const firstInChat = (state: string, condition = "") => `(
      SELECT p."id" FROM "OutboxMessage" p
      WHERE p."platform" = o."platform" AND p."chatId" = o."chatId" AND p."state" = '${state}' ${condition}
      ORDER BY p."id" LIMIT 1
    )`;

const dueOfAllLanes = (lock: string) => `
SELECT o."id", o."platform", o."lane", o."chatId"
FROM jsonb_to_recordset($2::jsonb) AS want("platform" text, "lane" integer, "limit" integer, "cooling" text[])
CROSS JOIN LATERAL (
  SELECT o."id", o."platform", o."lane", o."chatId"
  FROM "OutboxMessage" o
  WHERE o."state" = 'pending' AND o."platform" = want."platform" AND o."lane" = want."lane"
    AND o."notBefore" <= $1
    AND ${firstInChat("sending")} IS NULL
    AND ${firstInChat(
      "pending",
      `AND (p."notBefore" <= $1 OR p."attempts" > 0) AND CASE
        WHEN want."lane" >= ${firstPatientLane} THEN p."lane" < ${firstPatientLane} OR p."id" < o."id"
        ELSE p."lane" < ${firstPatientLane} AND p."id" < o."id"
      END`,
    )} IS NULL
    AND o."chatId" <> ALL (want."cooling")
  ORDER BY o."notBefore", o."id"
  LIMIT want."limit" ${lock}
) AS o`;

const values = (now: Date, wants: readonly Want[]) => [now, JSON.stringify(wants)];

const due = (now: Date, wants: readonly Want[]): Statement => ({
  sql: dueOfAllLanes(""),
  values: values(now, wants),
});

/**
 * Other processes skip these rows, and these chats: the lock of the chat keeps a reply and a bulk message of it, which
 * two processes see as first at the same moment, from being claimed both. `claim` looks again once the lock is held.
 */
const lockDue = (now: Date, wants: readonly Want[]): Statement => ({
  sql: `WITH due AS MATERIALIZED (${dueOfAllLanes("FOR UPDATE SKIP LOCKED")})
SELECT "id", "platform", "lane" FROM due
WHERE pg_try_advisory_xact_lock(hashtextextended('outbox ' || "platform" || ' ' || "chatId", 0))`,
  values: values(now, wants),
});

/** The array and the cast keep PostgreSQL from walking through all that waits instead of taking the ids. */
const claim = `
UPDATE "OutboxMessage" AS o SET
  "state" = 'sending', "leaseHolder" = $1, "leaseUntil" = $2, "attempts" = o."attempts" + 1,
  "dedupeKey" = CASE WHEN o."kind" IN ('card', 'edit') THEN NULL ELSE o."dedupeKey" END
WHERE o."id" = ANY (ARRAY(SELECT jsonb_array_elements_text($3::jsonb)::integer)) AND CAST(o."state" AS TEXT) = 'pending'
  AND ${firstInChat("sending")} IS NULL
RETURNING ${rowColumns.map((name) => `"${name}"`).join(", ")}`;

const next = (now: Date, wants: readonly Want[]): Statement => ({
  sql: `
SELECT min(o."notBefore") AS "at"
FROM jsonb_to_recordset($2::jsonb) AS want("platform" text, "lane" integer)
CROSS JOIN LATERAL (
  SELECT o."notBefore" FROM "OutboxMessage" o
  WHERE o."state" = 'pending' AND o."platform" = want."platform" AND o."lane" = want."lane" AND o."notBefore" > $1
  ORDER BY o."notBefore" LIMIT 1
) AS o`,
  values: values(now, wants),
});

export const postgresqlStatements: ClaimStatements = { due, lockDue, claim, next };
