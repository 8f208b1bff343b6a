import type { JsonObject } from "../block-kit/rule.ts";
import type { Channel, ChannelKind } from "./types.ts";
import type { Workspace } from "./workspace.ts";

const prefixes: Readonly<Record<ChannelKind, string>> = { public: "C", private: "C", im: "D", mpim: "C" };

export interface NewChannel {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly creator: string;
  readonly members: readonly string[];
  readonly created: number;
}

export const createChannel = (workspace: Workspace, wanted: NewChannel): Channel => {
  const channel: Channel = {
    id: workspace.ids.next(prefixes[wanted.kind]),
    name: wanted.name,
    kind: wanted.kind,
    created: wanted.created,
    creator: wanted.creator,
    members: new Set(wanted.members),
    messages: [],
    pins: new Set(),
    topic: "",
    purpose: "",
    archived: false,
  };
  workspace.channels.set(channel.id, channel);
  return channel;
};

/** The direct conversation of exactly these members, made when there is none. */
export const directChannel = (workspace: Workspace, members: readonly string[], created: number): Channel => {
  const kind: ChannelKind = members.length > 2 ? "mpim" : "im";
  for (const channel of workspace.channels.values())
    if (
      channel.kind === kind &&
      channel.members.size === members.length &&
      members.every((member) => channel.members.has(member))
    )
      return channel;
  const name = kind === "mpim" ? `mpdm-${members.join("--").toLowerCase()}-1` : "directmessage";
  return createChannel(workspace, { kind, name, creator: members[0] ?? "", members, created });
};

/** The conversation between a person and the bot. */
export const botChannel = (workspace: Workspace, user: string, created: number): Channel =>
  directChannel(workspace, [workspace.app.botUserId, user], created);

export const isDirect = (channel: Channel): boolean => channel.kind === "im" || channel.kind === "mpim";

/** channel_type as events carry it. */
export const channelType = (channel: Channel): string =>
  ({ public: "channel", private: "group", im: "im", mpim: "mpim" })[channel.kind];

/** The channel as conversations.info shows it to the bot. */
export const channelObject = (workspace: Workspace, channel: Channel): JsonObject => {
  const bot = workspace.app.botUserId;
  const common = {
    id: channel.id,
    created: channel.created,
    is_im: channel.kind === "im",
    is_org_shared: false,
    context_team_id: workspace.team.id,
    updated: channel.created * 1000,
  };
  if (channel.kind === "im") {
    const other = [...channel.members].find((member) => member !== bot) ?? bot;
    return { ...common, is_archived: false, user: other, is_user_deleted: false, priority: 0 };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_mpim: channel.kind === "mpim",
    is_private: channel.kind !== "public",
    is_archived: channel.archived,
    is_general: channel.name === "general",
    is_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    shared_team_ids: [workspace.team.id],
    parent_conversation: null,
    unlinked: 0,
    creator: channel.creator,
    is_member: channel.members.has(bot),
    topic: { value: channel.topic, creator: "", last_set: 0 },
    purpose: { value: channel.purpose, creator: "", last_set: 0 },
    previous_names: [],
  };
};
