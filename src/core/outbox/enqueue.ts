import { providerOf } from "../../database/as-db.ts";
import type { Tx } from "../../database/db.ts";
import type { Vault } from "../crypto/vault.ts";
import { lanes, type OutboxDraft } from "./draft.ts";
import { insertStatement, type NewRow } from "./insert-statement.ts";

const rowsPerStatement = 500;

/**
 * Writes the drafts as rows to be sent once the transaction commits, in the order given. A message whose key is
 * known is dropped; a card or edit with the key of one still waiting joins it (the newest content, the most urgent lane).
 */
export const writeOutbox = async (
  tx: Tx,
  vault: Vault,
  now: Date,
  drafts: readonly OutboxDraft[],
): Promise<void> => {
  const rows = coalesce(drafts.map((draft) => toRow(vault, now, draft)));
  const statement = insertStatement(providerOf(tx));
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await tx.$executeRawUnsafe(statement, JSON.stringify(rows.slice(start, start + rowsPerStatement)));
  }
};

const toRow = (vault: Vault, now: Date, draft: OutboxDraft): NewRow => {
  const { address, what } = draft;
  return {
    companyId: draft.companyId,
    platform: address.platform,
    chatId: address.chatId,
    threadId: address.threadId ?? null,
    threadCardId: draft.threadOfCard ?? null,
    lane: lanes[draft.lane],
    kind: kindOf(what),
    language: draft.language,
    contentSealed: "content" in what ? vault.seal(JSON.stringify(what.content)) : null,
    drawnFrom: what.kind === "drawn" ? what.from : null,
    cardId: what.kind === "card" ? what.cardId : null,
    editMessageId: targetOf(what),
    subjectId: draft.subjectId ?? null,
    dedupeKey: what.kind === "card" ? `card:${what.cardId}` : (draft.dedupeKey ?? null),
    notBefore: timestamp(draft.notBefore ?? now),
    createdAt: timestamp(now),
  };
};

const kindOf = (what: OutboxDraft["what"]): NewRow["kind"] => {
  if (what.kind !== "drawn") return what.kind;
  return what.editMessageId === undefined ? "message" : "edit";
};

const targetOf = (what: OutboxDraft["what"]): string | null => {
  if (what.kind === "drawn") return what.editMessageId ?? null;
  return "messageId" in what ? what.messageId : null;
};

/** One statement must not meet the same key twice: PostgreSQL refuses that. */
const coalesce = (rows: readonly NewRow[]): NewRow[] => {
  const byKey = new Map<string, NewRow>();
  return rows.filter((row) => {
    const first = row.dedupeKey === null ? undefined : byKey.get(row.dedupeKey);
    if (first !== undefined) {
      if (row.kind !== "message") {
        first.lane = Math.min(first.lane, row.lane);
        first.contentSealed = row.contentSealed;
        first.drawnFrom = row.drawnFrom;
      }
      return false;
    }
    if (row.dedupeKey !== null) byKey.set(row.dedupeKey, row);
    return true;
  });
};

/** As Prisma writes it on SQLite, where times are compared as texts; PostgreSQL reads it too. */
const timestamp = (date: Date): string => date.toISOString().replace("Z", "+00:00");
