import type { Context } from "../context.ts";
import { announce } from "../delivery/announce.ts";
import type { Channel, Message } from "./types.ts";

const authorOf = (message: Message): string => message.user ?? "";

const reactionEvent = (
  context: Context,
  type: "reaction_added" | "reaction_removed",
  channel: Channel,
  message: Message,
  user: string,
  reaction: string,
): void => {
  context.journal.add(type, { channel: channel.id, ts: message.ts, user, reaction });
  announce(
    context,
    {
      type,
      user,
      reaction,
      item: { type: "message", channel: channel.id, ts: message.ts },
      item_user: authorOf(message),
      event_ts: context.workspace.ids.ts(),
    },
    { channel },
  );
};

/** False when this person has already reacted so. */
export const addReaction = (
  context: Context,
  channel: Channel,
  message: Message,
  user: string,
  name: string,
): boolean => {
  message.reactions ??= [];
  let reaction = message.reactions.find((entry) => entry.name === name);
  if (reaction?.users.includes(user)) return false;
  if (!reaction) {
    reaction = { name, users: [], count: 0 };
    message.reactions.push(reaction);
  }
  reaction.users.push(user);
  reaction.count = reaction.users.length;
  reactionEvent(context, "reaction_added", channel, message, user, name);
  return true;
};

/** False when this person has not reacted so. */
export const removeReaction = (
  context: Context,
  channel: Channel,
  message: Message,
  user: string,
  name: string,
): boolean => {
  const reaction = message.reactions?.find((entry) => entry.name === name);
  if (!reaction?.users.includes(user)) return false;
  reaction.users.splice(reaction.users.indexOf(user), 1);
  reaction.count = reaction.users.length;
  const left = message.reactions?.filter((entry) => entry.count > 0) ?? [];
  if (left.length > 0) message.reactions = left;
  else delete message.reactions;
  reactionEvent(context, "reaction_removed", channel, message, user, name);
  return true;
};

const pinEvent = (
  context: Context,
  type: "pin_added" | "pin_removed",
  channel: Channel,
  message: Message,
  user: string,
): void => {
  context.journal.add(type, { channel: channel.id, ts: message.ts, user });
  announce(
    context,
    {
      type,
      user,
      channel_id: channel.id,
      item: {
        type: "message",
        channel: channel.id,
        message: { ...message },
        created: Math.floor(context.clock.now().getTime() / 1000),
        created_by: user,
      },
      item_user: authorOf(message),
      pin_count: channel.pins.size,
      event_ts: context.workspace.ids.ts(),
    },
    { channel },
  );
};

export const pinMessage = (context: Context, channel: Channel, message: Message, user: string): boolean => {
  if (channel.pins.has(message.ts)) return false;
  channel.pins.add(message.ts);
  message.pinned_to = [channel.id];
  pinEvent(context, "pin_added", channel, message, user);
  return true;
};

export const unpinMessage = (context: Context, channel: Channel, message: Message, user: string): boolean => {
  if (!channel.pins.delete(message.ts)) return false;
  delete message.pinned_to;
  pinEvent(context, "pin_removed", channel, message, user);
  return true;
};
