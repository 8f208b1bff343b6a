import type { Context } from "../context.ts";
import { announce } from "../delivery/announce.ts";
import { addMessage } from "./messages.ts";
import type { Channel } from "./types.ts";

/** Makes someone a member, with Slack's join message and member_joined_channel. */
export const joinChannel = (context: Context, channel: Channel, user: string, inviter?: string): void => {
  if (channel.members.has(user)) return;
  channel.members.add(user);
  context.journal.add("member_joined", { channel: channel.id, user, inviter });
  addMessage(context, channel, {
    type: "message",
    subtype: channel.kind === "private" ? "group_join" : "channel_join",
    user,
    team: context.workspace.team.id,
    text: `<@${user}> has joined the channel`,
    inviter: inviter ?? "",
  });
  announce(
    context,
    {
      type: "member_joined_channel",
      user,
      channel: channel.id,
      channel_type: channel.kind === "private" ? "G" : "C",
      team: context.workspace.team.id,
      ...(inviter === undefined ? {} : { inviter }),
      event_ts: context.workspace.ids.ts(),
    },
    { channel },
  );
};

/** Takes someone out of a channel, with member_left_channel. */
export const leaveChannel = (context: Context, channel: Channel, user: string): void => {
  if (!channel.members.has(user)) return;
  announce(
    context,
    {
      type: "member_left_channel",
      user,
      channel: channel.id,
      channel_type: channel.kind === "private" ? "G" : "C",
      team: context.workspace.team.id,
      event_ts: context.workspace.ids.ts(),
    },
    { channel },
  );
  channel.members.delete(user);
  context.journal.add("member_left", { channel: channel.id, user });
};
