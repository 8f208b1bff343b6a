import { checkBlocks } from "../block-kit/check-blocks.ts";
import { characters } from "../block-kit/check-rule.ts";
import { normaliseBlocks } from "../block-kit/normalise-blocks.ts";
import { isObject, type JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { botAuthor } from "./bot.ts";
import { addMessage, changeMessage, findMessage, removeMessage } from "./messages.ts";
import { richTextOf } from "./rich-text.ts";
import type { Channel, Ephemeral, Message, ResponseUrl } from "./types.ts";

const USES = 5;
const LIFE_MS = 30 * 60_000;
const TEXT_MAX = 40_000;
const FIELDS = new Set([
  "text",
  "blocks",
  "attachments",
  "response_type",
  "replace_original",
  "delete_original",
  "thread_ts",
  "mrkdwn",
  "metadata",
  "unfurl_links",
  "unfurl_media",
  "parse",
  "link_names",
]);

export interface ResponseOrigin {
  readonly kind: "actions" | "commands" | "app";
  readonly channel: Channel;
  readonly user: string;
  readonly messageTs?: string;
  readonly threadTs?: string;
  readonly ephemeral?: boolean;
}

/** A response_url for an interaction; good for five answers in half an hour. */
export const makeResponseUrl = (context: Context, origin: ResponseOrigin): string => {
  const { ids, responseUrls, team } = context.workspace;
  const ticket = ids.token(24);
  responseUrls.set(ticket, {
    channel: origin.channel.id,
    user: origin.user,
    messageTs: origin.messageTs,
    threadTs: origin.threadTs,
    ephemeral: origin.ephemeral ?? false,
    madeAt: context.clock.now().getTime(),
    uses: 0,
  });
  return `${context.origin()}/${origin.kind}/${team.id}/${origin.channel.id}/${ticket}`;
};

/** Takes an answer posted to a response_url; undefined is success, else Slack's error and status. */
export const respondTo = (
  context: Context,
  ticket: string,
  body: unknown,
): { readonly status: number; readonly error: string } | undefined => {
  const url = context.workspace.responseUrls.get(ticket);
  if (!url) return { status: 404, error: "expired_url" };
  if (context.clock.now().getTime() - url.madeAt > LIFE_MS) return { status: 404, error: "expired_url" };
  if (url.uses >= USES) return { status: 404, error: "used_url" };
  const error = answerProblem(body);
  if (error !== undefined) return { status: 400, error };
  url.uses++;
  return applyAnswer(context, url, body as JsonObject);
};

/** What Slack refuses in a message that answers an interaction. */
export const answerProblem = (body: unknown): string | undefined => {
  if (!isObject(body)) return "invalid_payload";
  if (Object.keys(body).some((name) => !FIELDS.has(name))) return "invalid_payload";
  if (typeof body.text === "string" && characters(body.text) > TEXT_MAX) return "msg_too_long";
  if (body.blocks !== undefined) {
    if (!Array.isArray(body.blocks)) return "invalid_blocks_format";
    if (checkBlocks("message", body.blocks).length > 0) return "invalid_blocks";
  }
  if (body.delete_original === true) return undefined;
  const empty = (value: unknown): boolean =>
    value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  return empty(body.text) && empty(body.blocks) && empty(body.attachments) ? "no_text" : undefined;
};

const contentOf = (context: Context, body: JsonObject): Pick<Message, "text" | "blocks" | "attachments"> => {
  const token = (): string => context.workspace.ids.token(5);
  const text = typeof body.text === "string" ? body.text : "";
  const blocks =
    Array.isArray(body.blocks) && body.blocks.length > 0
      ? normaliseBlocks(body.blocks, token)
      : text === ""
        ? undefined
        : [richTextOf(text, token())];
  return {
    text,
    ...(blocks ? { blocks } : {}),
    ...(Array.isArray(body.attachments) ? { attachments: body.attachments.filter(isObject) } : {}),
  };
};

/** Does what an answer asks for: a new message, or a change or removal of the original. */
export const applyAnswer = (
  context: Context,
  url: ResponseUrl,
  body: JsonObject,
): { readonly status: number; readonly error: string } | undefined => {
  const channel = context.workspace.channels.get(url.channel);
  if (!channel) return { status: 404, error: "channel_not_found" };
  if (body.delete_original === true || body.replace_original === true) {
    const done = url.ephemeral
      ? changeEphemeral(context, url, body)
      : changeOriginal(context, channel, url, body);
    if (done || body.delete_original === true)
      return done ? undefined : { status: 404, error: "message_not_found" };
  }
  const thread = typeof body.thread_ts === "string" ? body.thread_ts : undefined;
  const draft: Omit<Message, "ts"> = {
    type: "message",
    subtype: "bot_message",
    ...botAuthor(context),
    ...contentOf(context, body),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
  if (body.response_type === "in_channel") addMessage(context, channel, draft);
  else showEphemeral(context, channel, url.user, draft);
  return undefined;
};

/** Shows someone a message that only they see. */
export const showEphemeral = (
  context: Context,
  channel: Channel,
  user: string,
  draft: Omit<Message, "ts">,
): Ephemeral => {
  const ephemeral = { channel: channel.id, user, message: { ...draft, ts: context.workspace.ids.ts() } };
  context.workspace.ephemerals.push(ephemeral);
  context.journal.add("ephemeral", ephemeral);
  return ephemeral;
};

const changeOriginal = (context: Context, channel: Channel, url: ResponseUrl, body: JsonObject): boolean => {
  const message = findMessage(channel, url.messageTs ?? "");
  if (message?.bot_id !== context.workspace.app.botId) return false;
  if (body.delete_original === true) removeMessage(context, channel, message);
  else
    changeMessage(context, channel, message, (original) => {
      const content = contentOf(context, body);
      delete original.blocks;
      Object.assign(original, content);
      original.edited = {
        user: context.workspace.app.botUserId,
        ts: `${Math.floor(context.clock.now().getTime() / 1000)}.000000`,
      };
    });
  return true;
};

const changeEphemeral = (context: Context, url: ResponseUrl, body: JsonObject): boolean => {
  const { ephemerals } = context.workspace;
  const index = ephemerals.findIndex(
    ({ channel, user, message }) =>
      channel === url.channel && user === url.user && message.ts === url.messageTs,
  );
  const found = ephemerals[index];
  if (!found) return false;
  if (body.delete_original === true) {
    ephemerals.splice(index, 1);
    context.journal.add("ephemeral_deleted", { channel: url.channel, user: url.user, ts: url.messageTs });
    return true;
  }
  delete found.message.blocks;
  Object.assign(found.message, contentOf(context, body));
  context.journal.add("ephemeral_changed", found);
  return true;
};
