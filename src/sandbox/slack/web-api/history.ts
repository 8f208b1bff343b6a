import type { JsonObject } from "../block-kit/rule.ts";
import { findMessage, inChannel, threadOf } from "../state/messages.ts";
import type { Message } from "../state/types.ts";
import { joinedChannel, page } from "./lookup.ts";
import { type Answer, type Arguments, type Family, refusal, success } from "./method.ts";

const LIMIT_MAX = 999;
const TS = /^\d+(\.\d+)?$/;
const scopes = ["channels:history", "groups:history", "im:history", "mpim:history"];
const optional = {
  cursor: "string",
  include_all_metadata: "boolean",
  inclusive: "boolean",
  latest: "string",
  limit: "number",
  oldest: "string",
} as const;

/** ts are ids: compared as padded text, never as floating-point numbers. */
const compareTs = (a: string, b: string): number => {
  const [aSeconds = "", aRest = ""] = a.split(".");
  const [bSeconds = "", bRest = ""] = b.split(".");
  return (
    aSeconds.padStart(12, "0").localeCompare(bSeconds.padStart(12, "0")) ||
    aRest.padEnd(6, "0").localeCompare(bRest.padEnd(6, "0"))
  );
};

const window = (messages: readonly Message[], args: Arguments): readonly Message[] | Answer => {
  const latest = args.text("latest");
  const oldest = args.text("oldest");
  if (latest !== undefined && !TS.test(latest)) return refusal("invalid_ts_latest");
  if (oldest !== undefined && !TS.test(oldest)) return refusal("invalid_ts_oldest");
  const edge = args.flag("inclusive") ? 0 : 1;
  return messages.filter(
    ({ ts }) =>
      (latest === undefined || compareTs(latest, ts) >= edge) &&
      (oldest === undefined || compareTs(ts, oldest) >= edge),
  );
};

const shown = (message: Message, args: Arguments): JsonObject => {
  const { metadata, ...rest } = message;
  return { ...rest, ...(metadata && args.flag("include_all_metadata") ? { metadata } : {}) };
};

const answer = (messages: readonly Message[], args: Arguments, pins?: number): Answer => {
  const limit = args.amount("limit") ?? (pins === undefined ? 1000 : 100);
  if (pins !== undefined && (limit < 1 || limit > LIMIT_MAX)) return refusal("invalid_limit");
  const found = page(messages, args.text("cursor"), limit);
  if (!found) return refusal("invalid_cursor");
  return success({
    messages: found.items.map((message) => shown(message, args)),
    has_more: found.next !== "",
    ...(pins === undefined ? {} : { pin_count: pins, channel_actions_ts: null, channel_actions_count: 0 }),
    ...(found.next === "" ? {} : { response_metadata: { next_cursor: found.next } }),
  });
};

const isAnswer = (value: readonly Message[] | Answer): value is Answer => !Array.isArray(value);

export const history: Family = {
  "conversations.history": {
    token: "bot",
    scopes,
    tier: 3,
    required: { channel: "string" },
    optional,
    run: (context, args) => {
      const target = joinedChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const found = window(target.found.messages.filter(inChannel), args);
      return isAnswer(found) ? found : answer([...found].reverse(), args, target.found.pins.size);
    },
  },
  "conversations.replies": {
    token: "bot",
    scopes,
    tier: 3,
    required: { channel: "string", ts: "string" },
    optional,
    run: (context, args) => {
      const target = joinedChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const message = findMessage(target.found, args.text("ts") ?? "");
      if (!message) return refusal("thread_not_found");
      const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
      const [parent, ...replies] = isReply ? [message] : threadOf(target.found, message.ts);
      const found = window(replies, args);
      if (isAnswer(found)) return found;
      return answer(parent ? [parent, ...found] : found, args);
    },
  },
};
