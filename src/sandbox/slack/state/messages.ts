import type { JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { announce } from "../delivery/announce.ts";
import { channelType } from "./channels.ts";
import type { Channel, Message } from "./types.ts";

export const findMessage = (channel: Channel, ts: string): Message | undefined =>
  channel.messages.find((message) => message.ts === ts);

/** True for what stands in the channel itself: no replies, but replies that were broadcast. */
export const inChannel = (message: Message): boolean =>
  message.thread_ts === undefined ||
  message.thread_ts === message.ts ||
  message.subtype === "thread_broadcast";

export const threadOf = (channel: Channel, ts: string): Message[] =>
  channel.messages.filter((message) => message.ts === ts || message.thread_ts === ts);

/** Puts a message into its channel, keeps the thread's counters and tells the app. */
export const addMessage = (
  context: Context,
  channel: Channel,
  draft: Omit<Message, "ts">,
  options: { readonly blocksFromText?: boolean } = {},
): Message => {
  const message: Message = { ...draft, ts: context.workspace.ids.ts() };
  if (options.blocksFromText) context.workspace.autoBlocks.add(message);
  channel.messages.push(message);
  if (message.thread_ts !== undefined) countReply(channel, message.thread_ts, message);
  context.journal.add("message", { channel: channel.id, message });
  announceMessage(context, channel, { ...message });
  const mentioned = message.text.includes(`<@${context.workspace.app.botUserId}>`);
  if (mentioned && message.bot_id === undefined && channel.kind !== "im")
    announce(context, { ...eventFields(message), type: "app_mention", channel: channel.id }, { channel });
  return message;
};

const eventFields = (message: Message): JsonObject => {
  const { subtype: _subtype, ...rest } = message;
  return { ...rest, event_ts: message.ts };
};

const announceMessage = (context: Context, channel: Channel, fields: JsonObject): void => {
  announce(
    context,
    { event_ts: fields.ts, ...fields, channel: channel.id, channel_type: channelType(channel) },
    { channel },
  );
};

const countReply = (channel: Channel, parentTs: string, reply: Message): void => {
  const parent = findMessage(channel, parentTs);
  if (!parent) return;
  const author = reply.user ?? reply.bot_id ?? "";
  parent.thread_ts = parent.ts;
  parent.reply_count = (parent.reply_count ?? 0) + 1;
  parent.reply_users = [...new Set([...(parent.reply_users ?? []), author])];
  parent.reply_users_count = parent.reply_users.length;
  parent.latest_reply = reply.ts;
  parent.is_locked = false;
  parent.subscribed = true;
  if (parent.user !== undefined) reply.parent_user_id = parent.user;
  if (reply.subtype === "thread_broadcast") {
    const { root: _root, ...bare } = parent;
    reply.root = { ...bare };
  }
};

/** Changes a message in place and tells the app with message_changed. */
export const changeMessage = (
  context: Context,
  channel: Channel,
  message: Message,
  change: (message: Message) => void,
): void => {
  const previous = structuredClone(message);
  change(message);
  const ts = context.workspace.ids.ts();
  context.journal.add("message_changed", { channel: channel.id, message, previous });
  announceMessage(context, channel, {
    type: "message",
    subtype: "message_changed",
    message: structuredClone(message),
    previous_message: previous,
    hidden: true,
    ts,
  });
};

/** Takes a message away; a parent with replies leaves a tombstone, as in Slack. */
export const removeMessage = (context: Context, channel: Channel, message: Message): void => {
  const previous = structuredClone(message);
  if ((message.reply_count ?? 0) > 0) {
    changeMessage(context, channel, message, (parent) => {
      parent.subtype = "tombstone";
      parent.text = "This message was deleted.";
      parent.user = "USLACKBOT";
      parent.hidden = true;
      for (const name of ["blocks", "files", "attachments", "bot_id", "metadata", "edited"] as const)
        delete parent[name];
    });
    return;
  }
  channel.messages.splice(channel.messages.indexOf(message), 1);
  if (message.thread_ts !== undefined) forgetReply(channel, message.thread_ts);
  const ts = context.workspace.ids.ts();
  context.journal.add("message_deleted", { channel: channel.id, ts: message.ts, previous });
  announceMessage(context, channel, {
    type: "message",
    subtype: "message_deleted",
    previous_message: previous,
    hidden: true,
    deleted_ts: message.ts,
    ts,
  });
};

const forgetReply = (channel: Channel, parentTs: string): void => {
  const parent = findMessage(channel, parentTs);
  if (!parent) return;
  const replies = channel.messages.filter(({ thread_ts, ts }) => thread_ts === parentTs && ts !== parentTs);
  parent.reply_count = replies.length;
  parent.reply_users = [...new Set(replies.map((reply) => reply.user ?? reply.bot_id ?? ""))];
  parent.reply_users_count = parent.reply_users.length;
  const latest = replies.at(-1);
  if (latest) parent.latest_reply = latest.ts;
  else {
    delete parent.latest_reply;
    delete parent.thread_ts;
    delete parent.reply_count;
    delete parent.reply_users;
    delete parent.reply_users_count;
  }
};
