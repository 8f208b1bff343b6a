import type { JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { botAuthor } from "../state/bot.ts";
import { botChannel } from "../state/channels.ts";
import { addMessage, changeMessage, findMessage, removeMessage } from "../state/messages.ts";
import type { Channel, Message } from "../state/types.ts";
import { type Found, isMember, joinedChannel, visibleChannel } from "./lookup.ts";
import { type Content, isEmpty, readContent } from "./message-content.ts";
import { type Answer, type Arguments, type Family, refusal, success } from "./method.ts";

const content = {
  text: "string",
  blocks: "json",
  attachments: "json",
  markdown_text: "string",
  as_user: "boolean",
  link_names: "boolean",
  parse: "string",
} as const;
const posting = {
  ...content,
  metadata: "json",
  mrkdwn: "boolean",
  reply_broadcast: "boolean",
  thread_ts: "string",
  unfurl_links: "boolean",
  unfurl_media: "boolean",
  username: "string",
  icon_emoji: "string",
  icon_url: "string",
} as const;

/** chat.postMessage takes a channel's id, its name, or a user's id for the direct conversation. */
const postTarget = (context: Context, id: string): Found<Channel> => {
  const { workspace } = context;
  if (workspace.users.has(id))
    return { found: botChannel(workspace, id, context.clock.now().getTime() / 1000) };
  const name = id.replace(/^#/, "");
  const named = [...workspace.channels.values()].find(
    (channel) => channel.name === name && channel.kind !== "im",
  );
  const visible = visibleChannel(context, named?.id ?? id);
  if ("refused" in visible) return visible;
  if (visible.found.archived) return { refused: refusal("is_archived") };
  const open = isMember(context, visible.found) || workspace.scopes.has("chat:write.public");
  return open ? visible : { refused: refusal("not_in_channel") };
};

/** thread_ts has to be the ts of a message that is no reply itself. */
export const threadProblem = (channel: Channel, ts: string | undefined): Answer | undefined => {
  if (ts === undefined) return undefined;
  const parent = findMessage(channel, ts);
  if (!parent) return refusal("thread_not_found");
  return parent.thread_ts !== undefined && parent.thread_ts !== parent.ts
    ? refusal("cannot_reply_to_message")
    : undefined;
};

export const draftOf = (context: Context, made: Content, args: Arguments): Omit<Message, "ts"> => {
  const thread = args.text("thread_ts");
  const customised = context.workspace.scopes.has("chat:write.customize");
  const username = args.text("username");
  return {
    type: "message",
    ...botAuthor(context),
    text: made.text ?? "",
    ...(made.blocks && made.blocks.length > 0 ? { blocks: made.blocks } : {}),
    ...(made.attachments ? { attachments: made.attachments } : {}),
    ...(made.metadata ? { metadata: made.metadata } : {}),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(thread !== undefined && args.flag("reply_broadcast") ? { subtype: "thread_broadcast" } : {}),
    ...(username !== undefined && customised ? { username } : {}),
  };
};

/** The message as answers show it: without the subtype of a broadcast. */
const shown = (message: Message): JsonObject => ({ ...message });

const ownMessage = (
  context: Context,
  channel: Channel,
  ts: string | undefined,
  otherwise: string,
): Found<Message> => {
  const message = ts === undefined ? undefined : findMessage(channel, ts);
  if (!message || message.subtype === "tombstone") return { refused: refusal("message_not_found") };
  return message.bot_id === context.workspace.app.botId
    ? { found: message }
    : { refused: refusal(otherwise) };
};

export const chat: Family = {
  "chat.postMessage": {
    token: "bot",
    scopes: ["chat:write"],
    tier: 4,
    required: { channel: "string" },
    optional: posting,
    run: (context, args) => {
      const target = postTarget(context, args.text("channel") ?? "");
      if ("refused" in target) return target.refused;
      const made = readContent(context, args);
      if ("refused" in made) return made.refused;
      if (isEmpty(made.content)) return refusal("no_text");
      const problem = threadProblem(target.found, args.text("thread_ts"));
      if (problem) return problem;
      const message = addMessage(context, target.found, draftOf(context, made.content, args), made.content);
      return success({ channel: target.found.id, ts: message.ts, message: shown(message) });
    },
  },
  "chat.update": {
    token: "bot",
    scopes: ["chat:write"],
    tier: 3,
    required: { channel: "string", ts: "string" },
    optional: { ...content, metadata: "json", reply_broadcast: "boolean", file_ids: "strings" },
    run: (context, args) => {
      const target = visibleChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const own = ownMessage(context, target.found, args.text("ts"), "cant_update_message");
      if ("refused" in own) return own.refused;
      const made = readContent(context, args, { textMax: 4000 });
      if ("refused" in made) return made.refused;
      const next = made.content;
      if (isEmpty(next) && !args.has("metadata") && !args.has("file_ids")) return refusal("no_text");
      changeMessage(context, target.found, own.found, (message) => update(context, message, next));
      return success({
        channel: target.found.id,
        ts: own.found.ts,
        text: own.found.text,
        message: shown(own.found),
      });
    },
  },
  "chat.delete": {
    token: "bot",
    scopes: ["chat:write"],
    tier: 3,
    required: { channel: "string", ts: "string" },
    optional: { as_user: "boolean" },
    run: (context, args) => {
      const target = visibleChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const own = ownMessage(context, target.found, args.text("ts"), "cant_delete_message");
      if ("refused" in own) return own.refused;
      removeMessage(context, target.found, own.found);
      return success({ channel: target.found.id, ts: own.found.ts });
    },
  },
  "chat.postEphemeral": {
    token: "bot",
    scopes: ["chat:write"],
    tier: 4,
    required: { channel: "string", user: "string" },
    optional: { ...posting },
    run: (context, args) => {
      const target = joinedChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const user = args.text("user") ?? "";
      if (!target.found.members.has(user)) return refusal("user_not_in_channel");
      const made = readContent(context, args);
      if ("refused" in made) return made.refused;
      if (isEmpty(made.content)) return refusal("no_text");
      const message: Message = { ...draftOf(context, made.content, args), ts: context.workspace.ids.ts() };
      context.workspace.ephemerals.push({ channel: target.found.id, user, message });
      context.journal.add("ephemeral", { channel: target.found.id, user, message });
      return success({ message_ts: message.ts });
    },
  },
  "chat.getPermalink": {
    token: "bot",
    scopes: [],
    tier: 4,
    required: { channel: "string", message_ts: "string" },
    optional: {},
    run: (context, args) => {
      const target = visibleChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const message = findMessage(target.found, args.text("message_ts") ?? "");
      if (!message) return refusal("message_not_found");
      const { id } = target.found;
      const base = `https://${context.workspace.team.domain}.slack.com/archives/${id}/p${message.ts.replace(".", "")}`;
      const thread =
        message.thread_ts !== undefined && message.thread_ts !== message.ts
          ? `?thread_ts=${message.thread_ts}&cid=${id}`
          : "";
      return success({ channel: id, permalink: base + thread });
    },
  },
};

const update = (context: Context, message: Message, next: Content): void => {
  const { autoBlocks, app, ids } = context.workspace;
  if (next.text !== undefined) message.text = next.text;
  const replaces = !next.blocksFromText || message.blocks === undefined || autoBlocks.has(message);
  if (next.blocks !== undefined && replaces) {
    if (next.blocksFromText) autoBlocks.add(message);
    else autoBlocks.delete(message);
    if (next.blocks.length > 0) message.blocks = next.blocks;
    else delete message.blocks;
  }
  if (next.attachments !== undefined) message.attachments = next.attachments;
  if (next.metadata !== undefined) message.metadata = next.metadata;
  message.edited = { user: app.botUserId, ts: `${ids.ts().split(".")[0]}.000000` };
};
