import type { Context } from "../context.ts";
import { announce } from "../delivery/announce.ts";
import { createChannel } from "../state/channels.ts";
import { joinChannel, leaveChannel } from "../state/membership.ts";
import type { Channel, SlackUser } from "../state/types.ts";
import { userObject } from "../state/users.ts";
import { channelBy, userBy } from "./find.ts";

export interface NewUser {
  readonly name: string;
  readonly realName?: string;
  readonly locale?: string;
  readonly tz?: string;
  readonly email?: string;
  readonly isAdmin?: boolean;
}

export interface ChannelWish {
  readonly name: string;
  readonly isPrivate?: boolean;
  /** Ids or names; the first is the creator. */
  readonly members?: readonly string[];
  /** The bot is a member from the start. */
  readonly withBot?: boolean;
}

/** Who is in the workspace and in which channels. */
export const peopleControl = (context: Context) => {
  const { workspace, clock } = context;
  const seconds = (): number => Math.floor(clock.now().getTime() / 1000);
  return {
    addUser: (wanted: NewUser): SlackUser => {
      const user: SlackUser = {
        id: workspace.ids.next("U"),
        name: wanted.name,
        realName: wanted.realName ?? wanted.name,
        locale: wanted.locale ?? "en-US",
        tz: wanted.tz ?? "Europe/Moscow",
        email: wanted.email ?? `${wanted.name}@example.com`,
        isAdmin: wanted.isAdmin ?? false,
        isBot: false,
        deleted: false,
        updated: seconds(),
      };
      workspace.users.set(user.id, user);
      context.journal.add("user_added", user);
      const shown = userObject(workspace, user, clock.now(), { email: true, locale: true });
      announce(context, { type: "team_join", user: shown, event_ts: workspace.ids.ts() });
      return user;
    },
    changeUser: (change: { user: string } & Partial<NewUser> & { deleted?: boolean }): SlackUser => {
      const { user: wanted, ...fields } = change;
      const user = Object.assign(userBy(context, wanted), fields, { updated: seconds() });
      context.journal.add("user_changed", user);
      const shown = userObject(workspace, user, clock.now(), { email: true, locale: true });
      announce(context, { type: "user_change", user: shown, event_ts: workspace.ids.ts() });
      return user;
    },
    addChannel: (wanted: ChannelWish): Channel => {
      const members = (wanted.members ?? []).map((member) => userBy(context, member).id);
      const channel = createChannel(workspace, {
        kind: wanted.isPrivate ? "private" : "public",
        name: wanted.name.replace(/^#/, ""),
        creator: members[0] ?? workspace.app.botUserId,
        members: wanted.withBot ? [...members, workspace.app.botUserId] : members,
        created: seconds(),
      });
      context.journal.add("channel_added", { id: channel.id, name: channel.name, kind: channel.kind });
      if (channel.kind === "public")
        announce(context, {
          type: "channel_created",
          channel: { id: channel.id, name: channel.name, created: channel.created, creator: channel.creator },
          event_ts: workspace.ids.ts(),
        });
      return channel;
    },
    /** `/invite @bot`. */
    inviteBot: (wanted: { channel: string; by?: string }): void => {
      const by = wanted.by === undefined ? undefined : userBy(context, wanted.by).id;
      joinChannel(context, channelBy(context, wanted.channel), workspace.app.botUserId, by);
    },
    removeBot: (wanted: { channel: string }): void =>
      leaveChannel(context, channelBy(context, wanted.channel), workspace.app.botUserId),
    join: (wanted: { user: string; channel: string }): void =>
      joinChannel(context, channelBy(context, wanted.channel), userBy(context, wanted.user).id),
    leave: (wanted: { user: string; channel: string }): void =>
      leaveChannel(context, channelBy(context, wanted.channel), userBy(context, wanted.user).id),
    archive: (wanted: { channel: string }): void => {
      channelBy(context, wanted.channel).archived = true;
    },
    setScopes: (wanted: { scopes: readonly string[] }): void => {
      workspace.scopes.clear();
      for (const scope of wanted.scopes) workspace.scopes.add(scope);
    },
  };
};
