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
}

export type SendResult =
  /** `reference`: what the platform calls the thing in the message, such as a poll's id. */
  { ok: true; messageId: string; reference?: string } | { ok: false; failure: Failure };

/** All that can go wrong with a send, on every platform. */
export type Failure =
  | { code: "rate-limited"; retryAfterMs: number; scope: "chat" | "bot" }
  /** The person can't be reached at all until they write again. */
  | { code: "unreachable"; reason: "blocked" | "deactivated" | "no-chat" | "not-member" }
  | { code: "moved"; toChatId: string }
  /** The edit changed nothing; counts as success. */
  | { code: "unchanged" }
  /** The message to edit is gone. */
  | { code: "gone" }
  /** Our fault: the platform will never take it. */
  | { code: "rejected"; detail: string }
  | { code: "transient"; detail: string };
