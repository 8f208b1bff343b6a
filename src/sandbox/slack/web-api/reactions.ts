import type { JsonObject } from "../block-kit/rule.ts";
import { addReaction, pinMessage, removeReaction, unpinMessage } from "../state/marks.ts";
import { findMessage } from "../state/messages.ts";
import type { Channel, Message } from "../state/types.ts";
import { joinedChannel } from "./lookup.ts";
import { type Family, type Method, refusal, success } from "./method.ts";

const EMOJI = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/;
const TS = /^\d{9,12}\.\d{6}$/;

const onMessage = (
  about: Pick<Method, "scopes" | "tier" | "required" | "optional">,
  act: (
    context: Parameters<Method["run"]>[0],
    target: { readonly channel: Channel; readonly message: Message },
    args: Parameters<Method["run"]>[1],
  ) => string | JsonObject | undefined,
): Method => ({
  token: "bot",
  ...about,
  run: (context, args) => {
    const target = joinedChannel(context, args.text("channel"));
    if ("refused" in target) return target.refused;
    const ts = args.text("timestamp");
    if (ts === undefined) return refusal("no_item_specified");
    if (!TS.test(ts)) return refusal("bad_timestamp");
    const message = findMessage(target.found, ts);
    if (!message) return refusal("message_not_found");
    const outcome = act(context, { channel: target.found, message }, args);
    return typeof outcome === "string" ? refusal(outcome) : success(outcome ?? {});
  },
});

export const reactions: Family = {
  "reactions.add": onMessage(
    {
      scopes: ["reactions:write"],
      tier: 3,
      required: { name: "string", channel: "string", timestamp: "string" },
      optional: {},
    },
    (context, { channel, message }, args) => {
      const name = args.text("name") ?? "";
      if (!EMOJI.test(name)) return "invalid_name";
      return addReaction(context, channel, message, context.workspace.app.botUserId, name)
        ? undefined
        : "already_reacted";
    },
  ),
  "reactions.remove": onMessage(
    {
      scopes: ["reactions:write"],
      tier: 2,
      required: { name: "string" },
      optional: { channel: "string", timestamp: "string", file: "string", file_comment: "string" },
    },
    (context, { channel, message }, args) =>
      removeReaction(context, channel, message, context.workspace.app.botUserId, args.text("name") ?? "")
        ? undefined
        : "no_reaction",
  ),
  "reactions.get": onMessage(
    {
      scopes: ["reactions:read"],
      tier: 3,
      required: {},
      optional: {
        channel: "string",
        timestamp: "string",
        file: "string",
        file_comment: "string",
        full: "boolean",
      },
    },
    (_context, { channel, message }) => ({ type: "message", channel: channel.id, message: { ...message } }),
  ),
};

export const pins: Family = {
  "pins.add": onMessage(
    { scopes: ["pins:write"], tier: 2, required: { channel: "string" }, optional: { timestamp: "string" } },
    (context, { channel, message }) =>
      pinMessage(context, channel, message, context.workspace.app.botUserId) ? undefined : "already_pinned",
  ),
  "pins.remove": onMessage(
    { scopes: ["pins:write"], tier: 2, required: { channel: "string" }, optional: { timestamp: "string" } },
    (context, { channel, message }) =>
      unpinMessage(context, channel, message, context.workspace.app.botUserId) ? undefined : "no_pin",
  ),
  "pins.list": {
    token: "bot",
    scopes: ["pins:read"],
    tier: 2,
    required: { channel: "string" },
    optional: {},
    run: (context, args) => {
      const target = joinedChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const items = [...target.found.pins].flatMap((ts) => {
        const message = findMessage(target.found, ts);
        return message ? [{ type: "message", channel: target.found.id, message: { ...message } }] : [];
      });
      return success({ items });
    },
  },
};
