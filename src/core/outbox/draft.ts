import type { Address } from "../platform.ts";

/**
 * Who waits for it: somebody who has just done something (reply), everybody (emergency), somebody who is told
 * (notice), nobody (routine: what a schedule does and draws anew), the readers of a newsletter (bulk).
 */
export const lanes = { reply: 0, emergency: 1, notice: 2, routine: 3, bulk: 4 } as const;

export type Lane = keyof typeof lanes;

/** Messages of this lane and the later ones let all others pass, in their own chat too. */
export const firstPatientLane = lanes.routine;

/**
 * A message to be sent once its transaction commits. `content` is what the chat layer renders (a View);
 * the core and the delivery treat it as opaque JSON. A card has no content: it is rendered when it is sent.
 */
export interface OutboxDraft {
  address: Address;
  /** Instead of address.threadId: the thread under this card's message, once it is posted. */
  threadOfCard?: string;
  lane: Lane;
  language: string;
  companyId: string | null;
  what:
    | { kind: "message"; content: object }
    | { kind: "edit"; messageId: string; content: object }
    /** Many messages of the same content: it is drawn when each is sent from what `from` names, kind:id. */
    | { kind: "drawn"; from: string; editMessageId?: string }
    /** A message of ours is pinned in its chat, or no longer. */
    | { kind: "pin" | "unpin"; messageId: string }
    /** `stands`: it was posted before and is drawn anew. */
    | { kind: "card"; cardId: string; stands?: boolean };
  /** What the message is about, so that an answer to it finds its subject. */
  subjectId?: string;
  /** Idempotency: a second draft with the same key is dropped. */
  dedupeKey?: string;
  notBefore?: Date;
}
