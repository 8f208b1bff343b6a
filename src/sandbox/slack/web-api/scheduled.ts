import type { Context } from "../context.ts";
import { addMessage } from "../state/messages.ts";
import { draftOf, threadProblem } from "./chat.ts";
import { joinedChannel, page } from "./lookup.ts";
import { isEmpty, readContent } from "./message-content.ts";
import { type Family, refusal, success } from "./method.ts";

const MAX_DAYS = 120;
const PER_CHANNEL = 30;
const WINDOW_S = 300;

export const scheduled: Family = {
  "chat.scheduleMessage": {
    token: "bot",
    scopes: ["chat:write"],
    tier: 3,
    required: { channel: "string", post_at: "number" },
    optional: {
      text: "string",
      blocks: "json",
      attachments: "json",
      markdown_text: "string",
      metadata: "json",
      thread_ts: "string",
      reply_broadcast: "boolean",
      as_user: "boolean",
      link_names: "boolean",
      parse: "string",
      unfurl_links: "boolean",
      unfurl_media: "boolean",
    },
    run: (context, args) => {
      const target = joinedChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const made = readContent(context, args);
      if ("refused" in made) return made.refused;
      if (isEmpty(made.content)) return refusal("no_text");
      const problem = threadProblem(target.found, args.text("thread_ts"));
      if (problem) return problem;
      const postAt = args.amount("post_at") ?? 0;
      const now = context.clock.now().getTime() / 1000;
      if (!Number.isInteger(postAt)) return refusal("invalid_time");
      if (postAt <= now) return refusal("time_in_past");
      if (postAt > now + MAX_DAYS * 86_400) return refusal("time_too_far");
      const near = [...context.workspace.scheduled.values()].filter(
        (entry) => entry.channel === target.found.id && Math.abs(entry.postAt - postAt) < WINDOW_S,
      );
      if (near.length >= PER_CHANNEL) return refusal("restricted_too_many");
      const message = draftOf(context, made.content, args);
      const id = context.workspace.ids.next("Q");
      const broadcast = args.flag("reply_broadcast") ?? false;
      context.workspace.scheduled.set(id, { id, channel: target.found.id, postAt, message, broadcast });
      return success({ channel: target.found.id, scheduled_message_id: id, post_at: postAt, message });
    },
  },
  "chat.deleteScheduledMessage": {
    token: "bot",
    scopes: ["chat:write"],
    tier: 3,
    required: { channel: "string", scheduled_message_id: "string" },
    optional: { as_user: "boolean" },
    run: (context, args) => {
      const id = args.text("scheduled_message_id") ?? "";
      const entry = context.workspace.scheduled.get(id);
      if (entry?.channel !== args.text("channel")) return refusal("invalid_scheduled_message_id");
      context.workspace.scheduled.delete(id);
      return success();
    },
  },
  "chat.scheduledMessages.list": {
    token: "bot",
    scopes: [],
    tier: 3,
    required: {},
    optional: {
      channel: "string",
      cursor: "string",
      latest: "number",
      oldest: "number",
      limit: "number",
      team_id: "string",
    },
    run: (context, args) => {
      const channel = args.text("channel");
      const all = [...context.workspace.scheduled.values()]
        .filter((entry) => channel === undefined || entry.channel === channel)
        .sort((a, b) => a.postAt - b.postAt);
      const found = page(all, args.text("cursor"), args.amount("limit") ?? 100);
      if (!found) return refusal("invalid_cursor");
      const messages = found.items.map(({ id, channel: channelId, postAt, message }) => ({
        id,
        channel_id: channelId,
        post_at: postAt,
        date_created: postAt,
        text: message.text,
      }));
      return success({ scheduled_messages: messages, response_metadata: { next_cursor: found.next } });
    },
  },
};

/** Posts what is due by the clock. */
export const postScheduled = (context: Context): void => {
  const now = context.clock.now().getTime() / 1000;
  for (const entry of [...context.workspace.scheduled.values()]) {
    if (entry.postAt > now) continue;
    context.workspace.scheduled.delete(entry.id);
    const channel = context.workspace.channels.get(entry.channel);
    if (channel) addMessage(context, channel, entry.message);
  }
};
