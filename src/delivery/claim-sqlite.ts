import { firstPatientLane } from "../core/outbox/draft.ts";
import type { ClaimStatements, Statement, Want } from "./claim.ts";
import { rowColumns } from "./row.ts";

const inChat = `p."platform" = o."platform" AND p."chatId" = o."chatId"`;

const waits = `(p."notBefore" <= ? OR p."attempts" > 0)`;

/** Which of those that wait in the chat go before a row of the lane. Each question mark is the present. */
const goesFirst = (lane: number): string => {
  if (lane >= firstPatientLane) return `(p."lane" < ${firstPatientLane} OR p."id" < o."id") AND ${waits}`;
  return `p."lane" < ${firstPatientLane} AND p."id" < o."id" AND ${waits}`;
};

const presentsIn = (lane: number): number => goesFirst(lane).split("?").length - 1;

const dueOfOneLane = (lane: number) => `
SELECT * FROM (
  SELECT o."id", o."platform", o."lane"
  FROM "OutboxMessage" o
  WHERE o."state" = 'pending' AND o."platform" = ? AND o."lane" = ${lane} AND o."notBefore" <= ?
    AND NOT EXISTS (SELECT 1 FROM "OutboxMessage" p WHERE ${inChat} AND p."state" = 'sending')
    AND NOT EXISTS (
      SELECT 1 FROM "OutboxMessage" p
      WHERE ${inChat} AND p."state" = 'pending' AND ${goesFirst(lane)}
    )
    AND o."chatId" NOT IN (SELECT "value" FROM json_each(?))
  ORDER BY o."notBefore", o."id"
  LIMIT ?
)`;

/** The rows that are due, each lane apart so that the index gives them in order. */
const due = (now: Date, wants: readonly Want[]): Statement => ({
  sql: wants.map((want) => dueOfOneLane(want.lane)).join(" UNION ALL "),
  values: wants.flatMap(({ platform, lane, limit, cooling }) => [
    platform,
    now,
    ...Array.from({ length: presentsIn(lane) }, () => now),
    JSON.stringify(cooling),
    limit,
  ]),
});

const lockDue = due;

/**
 * Holder, until, JSON array of ids. Frees the key of cards and edits, so that a later change makes a new row.
 * The plus keeps SQLite from walking through all that waits instead of taking the ids.
 */
const claim = `
UPDATE "OutboxMessage" AS o SET
  "state" = 'sending', "leaseHolder" = ?, "leaseUntil" = ?, "attempts" = o."attempts" + 1,
  "dedupeKey" = CASE WHEN o."kind" IN ('card', 'edit') THEN NULL ELSE o."dedupeKey" END
WHERE o."id" IN (SELECT "value" FROM json_each(?)) AND +o."state" = 'pending'
  AND NOT EXISTS (SELECT 1 FROM "OutboxMessage" p WHERE ${inChat} AND p."state" = 'sending')
RETURNING ${rowColumns.map((name) => `"${name}"`).join(", ")}`;

const next = (now: Date, wants: readonly Want[]): Statement => ({
  sql: `SELECT min("at") AS "at" FROM (${wants.map(() => firstLater).join(" UNION ALL ")})`,
  values: wants.flatMap(({ platform, lane }) => [platform, lane, now]),
});

const firstLater = `
SELECT min("notBefore") AS "at" FROM "OutboxMessage"
WHERE "state" = 'pending' AND "platform" = ? AND "lane" = ? AND "notBefore" > ?`;

export const sqliteStatements: ClaimStatements = { due, lockDue, claim, next };
