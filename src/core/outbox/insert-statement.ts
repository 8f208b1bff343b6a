import type { Provider } from "../../database/db.ts";
import { firstPatientLane } from "./draft.ts";

/** A row as the statement reads it from its one JSON parameter. */
export interface NewRow {
  companyId: string | null;
  platform: string;
  chatId: string;
  threadId: string | null;
  threadCardId: string | null;
  lane: number;
  kind: "message" | "edit" | "card" | "pin" | "unpin";
  language: string;
  contentSealed: string | null;
  drawnFrom: string | null;
  cardId: string | null;
  editMessageId: string | null;
  subjectId: string | null;
  dedupeKey: string | null;
  notBefore: string;
  createdAt: string;
}

const columns: Record<keyof NewRow, string> = {
  companyId: "text",
  platform: "text",
  chatId: "text",
  threadId: "text",
  threadCardId: "text",
  lane: "integer",
  kind: "text",
  language: "text",
  contentSealed: "text",
  drawnFrom: "text",
  cardId: "text",
  editMessageId: "text",
  subjectId: "text",
  dedupeKey: "text",
  notBefore: "timestamp(3)",
  createdAt: "timestamp(3)",
};

const names = Object.keys(columns);
const quoted = names.map((name) => `"${name}"`).join(", ");

// DO UPDATE locks the waiting row on PostgreSQL until this transaction commits, even where nothing is changed:
// delivery skips it meanwhile, and so never renders a card from the state before the change.
const onConflict = (least: string) => `
  ON CONFLICT ("dedupeKey") DO UPDATE SET
    "lane" = ${least}("OutboxMessage"."lane", excluded."lane"),
    "contentSealed" = excluded."contentSealed",
    "drawnFrom" = excluded."drawnFrom",
    "language" = excluded."language"
  WHERE "OutboxMessage"."state" = 'pending' AND "OutboxMessage"."kind" IN ('card', 'edit')`;

// A chat's rows are sent by id, and ids are given before the commit: whoever writes to a chat waits for the one who is
// writing to it, so that no later message can overtake. A newsletter's many chats would be too many locks.
const inTurn = `
  WITH turns AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(hashtextextended('outbox order ' || chat, 0))
    FROM (
      SELECT DISTINCT (row->>'platform') || ' ' || (row->>'chatId') AS chat
      FROM jsonb_array_elements($1::jsonb) AS row WHERE (row->>'lane')::integer < ${firstPatientLane} ORDER BY chat
    ) AS chats
  )`;

const statements: Record<Provider, string> = {
  sqlite: `
  INSERT INTO "OutboxMessage" (${quoted})
  SELECT ${names.map((name) => `json_extract("value", '$.${name}')`).join(", ")}
  FROM json_each(?) WHERE true ORDER BY "key"${onConflict("MIN")}`,
  postgresql: `
  ${inTurn}
  INSERT INTO "OutboxMessage" (${quoted})
  SELECT ${quoted}
  FROM (SELECT count(*) FROM turns) AS held, ROWS FROM (jsonb_to_recordset($1::jsonb) AS (${names.map((name) => `"${name}" ${columns[name as keyof NewRow]}`).join(", ")}))
    WITH ORDINALITY AS row (${quoted}, "position")
  ORDER BY "position"${onConflict("LEAST")}`,
};

/** Inserts all rows of a JSON array in one statement, whose text never changes. */
export const insertStatement = (provider: Provider): string => statements[provider];
