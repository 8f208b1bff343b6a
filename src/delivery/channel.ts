import type { ContactReason } from "../core/contacts/contact-reason.ts";
import type { Address, Platform } from "../core/platform.ts";

/** One platform's way out: turns contents into API calls and its errors into our vocabulary. Never sleeps, never retries. */
export interface Channel<Content = object> {
  readonly platform: Platform;
  send(outgoing: Outgoing<Content>): Promise<SendResult>;
}

export interface Outgoing<Content> {
  address: Address;
  content: Content;
  language: string;
  /** Set: this message is edited instead. */
  editMessageId?: string;
  /** Set: that message is pinned in its chat, or no longer; the content is empty. */
  pin?: "pin" | "unpin";
  /** To be awaited before the content's further messages, where it takes several; absent where nothing is paced. */
  more?(count: number): Promise<void>;
  /** The outbox row that it comes from; absent where something is shown at once. */
  row?: OutgoingRow;
}

export interface OutgoingRow {
  /** The same again when a send is repeated. */
  id: number;
  /** 0 reply, 1 emergency, 2 notice, 3 routine, 4 bulk */
  lane: number;
}

export type SendResult =
  /** `reference`: what the platform calls the thing in the message, such as a poll's id. */
  { ok: true; messageId: string; reference?: string } | { ok: false; failure: Failure };

/** All that can go wrong with a send, on every platform. */
export type Failure =
  | { code: "rate-limited"; retryAfterMs: number; scope: "chat" | "bot" }
  /** A chat can't be reached at all until its person writes again, a contact until it is confirmed anew. */
  | {
      code: "unreachable";
      reason: "blocked" | "deactivated" | "no-chat" | "not-member" | "not-allowed" | ContactReason;
    }
  /** It would cost more than the company pays for; somebody of the staff can change that. */
  | { code: "over-budget"; detail: string }
  | { code: "moved"; toChatId: string }
  /** The edit changed nothing; counts as success. */
  | { code: "unchanged" }
  /** The message to edit is gone. */
  | { code: "gone" }
  /** Our fault: the platform will never take it. */
  | { code: "rejected"; detail: string }
  | { code: "transient"; detail: string };
