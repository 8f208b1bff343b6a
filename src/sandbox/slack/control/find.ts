import type { Context } from "../context.ts";
import { findMessage } from "../state/messages.ts";
import type { Channel, Ephemeral, Message, SlackUser } from "../state/types.ts";
import { ControlError } from "./interaction.ts";

/** A channel by id or by name, with or without the #. */
export const channelBy = (context: Context, wanted: string): Channel => {
  const { channels } = context.workspace;
  const found =
    channels.get(wanted) ??
    [...channels.values()].find(
      (channel) => channel.kind !== "im" && channel.name === wanted.replace(/^#/, ""),
    );
  if (!found) throw new ControlError(`no channel ${wanted}: make it with addChannel first`);
  return found;
};

/** A user by id or by name. */
export const userBy = (context: Context, wanted: string): SlackUser => {
  const { users } = context.workspace;
  const found =
    users.get(wanted) ?? [...users.values()].find((user) => user.name === wanted.replace(/^@/, ""));
  if (!found) throw new ControlError(`no user ${wanted}: make them with addUser first`);
  return found;
};

export const messageBy = (_context: Context, channel: Channel, ts: string): Message => {
  const message = findMessage(channel, ts);
  if (!message) throw new ControlError(`no message ${ts} in ${channel.name}`);
  return message;
};

/** A message as this person sees it: one of the channel, or one shown only to them. */
export const visibleMessage = (
  context: Context,
  channel: Channel,
  user: string,
  ts: string,
): { readonly message: Message; readonly ephemeral: boolean } => {
  const own = context.workspace.ephemerals.find(
    (entry: Ephemeral) => entry.channel === channel.id && entry.user === user && entry.message.ts === ts,
  );
  return own
    ? { message: own.message, ephemeral: true }
    : { message: messageBy(context, channel, ts), ephemeral: false };
};
