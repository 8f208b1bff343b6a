import { backoffMs } from "../core/backoff.ts";
import type { Failure, SendResult } from "./channel.ts";
import type { DeliveryLimits } from "./limits.ts";
import type { Row } from "./row.ts";

/** What becomes of a message after a try to send it. */
export type Verdict =
  | { act: "sent"; messageId: string | null; reference?: string }
  /** There is nothing to send any more. */
  | { act: "skipped" }
  | { act: "retry"; at: Date; code: Failure["code"]; text: string; counts: boolean }
  | { act: "moved"; toChatId: string }
  /** The card's message is gone: post it anew. */
  | { act: "repost" }
  | { act: "unreachable"; reason: UnreachableReason }
  | { act: "dead"; code: Failure["code"]; text: string };

export type UnreachableReason = Extract<Failure, { code: "unreachable" }>["reason"];

/** Decides by the platform's answer; knows no database and no channel. */
export const judge = (
  row: Pick<Row, "kind" | "attempts">,
  editMessageId: string | undefined,
  result: SendResult,
  now: Date,
  limits: DeliveryLimits,
): Verdict => {
  if (result.ok) {
    const { messageId, reference } = result;
    return { act: "sent", messageId, ...(reference === undefined ? {} : { reference }) };
  }
  const { failure } = result;
  const last = row.attempts >= limits.tries;
  switch (failure.code) {
    case "unchanged":
      return { act: "sent", messageId: editMessageId ?? null };
    case "rate-limited": {
      const at = new Date(now.getTime() + failure.retryAfterMs);
      return {
        act: "retry",
        at,
        code: failure.code,
        text: `told to wait ${failure.retryAfterMs} ms`,
        counts: false,
      };
    }
    case "transient": {
      if (last) return { act: "dead", code: failure.code, text: failure.detail };
      const at = new Date(now.getTime() + backoffMs(row.attempts, limits));
      return { act: "retry", at, code: failure.code, text: failure.detail, counts: true };
    }
    case "moved":
      if (last) return { act: "dead", code: failure.code, text: `still moving, now to ${failure.toChatId}` };
      return { act: "moved", toChatId: failure.toChatId };
    case "gone":
      if (row.kind === "card" && !last) return { act: "repost" };
      return { act: "dead", code: failure.code, text: "the message to edit does not exist any more" };
    case "unreachable":
      return { act: "unreachable", reason: failure.reason };
    case "over-budget":
    case "rejected":
      return { act: "dead", code: failure.code, text: failure.detail };
  }
};
