import type { Failure } from "../../../delivery/channel.ts";
import { ApiError } from "../transport/api-error.ts";

type Unreachable = Extract<Failure, { code: "unreachable" }>["reason"];

const unreachable: readonly [RegExp, Unreachable][] = [
  [/bot was blocked by the user/i, "blocked"],
  [/user is deactivated/i, "deactivated"],
  [/bot was kicked|bot is not a (member|participant)/i, "not-member"],
  // It is in the group and may not write there: the group's administrators can change that.
  [/no write access|CHAT_WRITE_FORBIDDEN|CHAT_ADMIN_REQUIRED|need administrator rights in/i, "not-member"],
  [/(not enough|have no) rights to send/i, "not-member"],
  [
    /chat not found|user not found|PEER_ID_INVALID|can't initiate conversation|can't send messages to bots/i,
    "no-chat",
  ],
  [/not enough rights to (manage pinned messages|pin a message)/i, "not-allowed"],
  [/(chat|group) (is|was) deactivated|chat was deleted|chat is not accessible|CHANNEL_PRIVATE/i, "no-chat"],
  [/(can't|have no) access (to )?the (chat|user)$/i, "no-chat"],
];

const gone =
  /message (to (edit|pin|unpin) )?not found|message with poll to stop not found|message can't be edited|MESSAGE_ID_INVALID|message identifier is not specified/i;

/** What Telegram did not manage, an upload mostly; the same again mostly goes through. */
const passing = /(message|group) send failed|failed to upload file|FILE_PART_\d+_MISSING/i;

/** Telegram's refusals in the words of the delivery. `scopeOf` tells whose limit a 429 was. */
export const failureOf = (error: unknown, scopeOf: (retryAfterMs: number) => "chat" | "bot"): Failure => {
  if (!(error instanceof ApiError)) return { code: "transient", detail: messageOf(error) };
  const { errorCode, description, parameters } = error;
  if (errorCode === 429) {
    const retryAfterMs = (parameters.retry_after ?? 1) * 1000;
    return { code: "rate-limited", retryAfterMs, scope: scopeOf(retryAfterMs) };
  }
  if (parameters.migrate_to_chat_id !== undefined) {
    return { code: "moved", toChatId: String(parameters.migrate_to_chat_id) };
  }
  const found = unreachable.find(([pattern]) => pattern.test(description));
  if (found) return { code: "unreachable", reason: found[1] };
  if (errorCode === 403) return { code: "unreachable", reason: "not-member" };
  if (/message is not modified|poll has already been closed/i.test(description)) return { code: "unchanged" };
  if (gone.test(description)) return { code: "gone" };
  if (passing.test(description)) return { code: "transient", detail: error.message };
  // A refused token or address (404 for all of it) is mended by the operator; the messages wait for it.
  const isOperators =
    errorCode === 401 || errorCode === 409 || (errorCode === 404 && description === "Not Found");
  if (errorCode >= 500 || isOperators) return { code: "transient", detail: error.message };
  return { code: "rejected", detail: error.message };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
