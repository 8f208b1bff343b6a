import type { OutboxDraft } from "../core/outbox/draft.ts";
import type { Moved } from "../core/outbox/follow-move.ts";
import type { Platform } from "../core/platform.ts";
import type { Tx } from "../database/db.ts";
import type { Failure } from "./channel.ts";
import type { Row } from "./row.ts";
import type { UnreachableReason } from "./verdict.ts";

interface AboutRow {
  id: number;
  companyId: string | null;
  platform: Platform;
  chatId: string;
  /** 0 reply, 1 emergency, 2 notice, 3 routine, 4 bulk */
  lane: number;
  kind: Row["kind"];
  subjectId: string | null;
}

/** A message that will never be sent, and that somebody should know about. */
export interface DeadLetter extends AboutRow {
  code: Failure["code"];
  /** The platform's own words, for the administrator and the log. */
  detail: string;
}

export interface Unreachable extends AboutRow {
  reason: UnreachableReason;
  /** Whether the chat is a known person's private one; its mark is already set. */
  known: boolean;
}

/**
 * Called inside the transaction that records the failure: they may write through `tx` and return messages to send,
 * but open no transaction of their own. A throw is logged and loses only what the hook did.
 */
export interface DeliveryHooks {
  onUnreachable(tx: Tx, event: Unreachable): Promise<OutboxDraft[]>;
  /** Waiting messages and cards are rewritten already; the rest of the data is the hook's. */
  onMoved(tx: Tx, event: Moved): Promise<OutboxDraft[]>;
  /** Not called for a message that such a hook had asked for. */
  onDead(tx: Tx, letter: DeadLetter): Promise<OutboxDraft[]>;
}
