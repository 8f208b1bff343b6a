import type { Platform } from "../core/platform.ts";

/** A message that this process has claimed and nobody else will send meanwhile. */
export interface Row {
  id: number;
  companyId: string | null;
  platform: Platform;
  chatId: string;
  threadId: string | null;
  /** The thread is the one under this card's message. */
  threadCardId: string | null;
  lane: number;
  kind: "message" | "edit" | "card" | "pin" | "unpin";
  language: string;
  contentSealed: string | null;
  /** Set: its content is drawn from what this names, kind:id. */
  drawnFrom: string | null;
  cardId: string | null;
  editMessageId: string | null;
  subjectId: string | null;
  dedupeKey: string | null;
  /** This one included. */
  attempts: number;
  createdAt: Date;
}

export const rowColumns = [
  "id",
  "companyId",
  "platform",
  "chatId",
  "threadId",
  "threadCardId",
  "lane",
  "kind",
  "language",
  "contentSealed",
  "drawnFrom",
  "cardId",
  "editMessageId",
  "subjectId",
  "dedupeKey",
  "attempts",
  "createdAt",
] as const satisfies ReadonlyArray<keyof Row>;

/** Raw answers carry numbers and times in the manner of each driver. */
export const toRow = (raw: Record<keyof Row, unknown>): Row => ({
  ...(raw as unknown as Row),
  id: Number(raw.id),
  lane: Number(raw.lane),
  attempts: Number(raw.attempts),
  createdAt: raw.createdAt instanceof Date ? raw.createdAt : new Date(String(raw.createdAt)),
});
