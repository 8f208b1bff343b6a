import type { Context } from "../context.ts";
import { channelObject, directChannel, isDirect } from "../state/channels.ts";
import { joinChannel } from "../state/membership.ts";
import type { Channel } from "../state/types.ts";
import { isMember, joinedChannel, page, visibleChannel } from "./lookup.ts";
import { type Arguments, type Family, refusal, success } from "./method.ts";

const OPEN_MAX = 8;
const LIST_MAX = 1000;
const read = ["channels:read", "groups:read", "im:read", "mpim:read"];
const kindOf: Readonly<Record<string, Channel["kind"]>> = {
  public_channel: "public",
  private_channel: "private",
  im: "im",
  mpim: "mpim",
};

/** The kinds that `types` asks for; undefined when it names an unknown one. */
const wantedKinds = (args: Arguments): ReadonlySet<Channel["kind"]> | undefined => {
  const kinds = (args.list("types") ?? ["public_channel"]).map((name) => kindOf[name]);
  return kinds.every((kind) => kind !== undefined) ? new Set(kinds) : undefined;
};

const seen = (context: Context, channel: Channel): boolean =>
  channel.kind === "public" || isMember(context, channel);

export const conversations: Family = {
  "conversations.info": {
    token: "bot",
    scopes: read,
    tier: 3,
    required: { channel: "string" },
    optional: { include_locale: "boolean", include_num_members: "boolean" },
    run: (context, args) => {
      const target = visibleChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const channel = {
        ...channelObject(context.workspace, target.found),
        ...(args.flag("include_num_members") ? { num_members: target.found.members.size } : {}),
        ...(args.flag("include_locale") ? { locale: "en-US" } : {}),
      };
      return success({ channel });
    },
  },
  "conversations.list": {
    token: "bot",
    scopes: read,
    tier: 2,
    required: {},
    optional: {
      cursor: "string",
      exclude_archived: "boolean",
      limit: "number",
      team_id: "string",
      types: "strings",
    },
    run: (context, args) => {
      const kinds = wantedKinds(args);
      if (!kinds) return refusal("invalid_types");
      const limit = args.amount("limit") ?? 100;
      if (limit < 1 || limit > LIST_MAX) return refusal("invalid_limit");
      const all = [...context.workspace.channels.values()].filter(
        (channel) =>
          kinds.has(channel.kind) &&
          seen(context, channel) &&
          !(args.flag("exclude_archived") && channel.archived),
      );
      const found = page(all, args.text("cursor"), limit);
      if (!found) return refusal("invalid_cursor");
      return success({
        channels: found.items.map((channel) => channelObject(context.workspace, channel)),
        response_metadata: { next_cursor: found.next },
      });
    },
  },
  "conversations.members": {
    token: "bot",
    scopes: read,
    tier: 4,
    required: { channel: "string" },
    optional: { cursor: "string", limit: "number" },
    run: (context, args) => {
      const target = visibleChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      const limit = args.amount("limit") ?? 100;
      if (limit < 1 || limit > LIST_MAX) return refusal("invalid_limit");
      const found = page([...target.found.members], args.text("cursor"), limit);
      if (!found) return refusal("invalid_cursor");
      return success({ members: found.items, response_metadata: { next_cursor: found.next } });
    },
  },
  "conversations.open": {
    token: "bot",
    scopes: ["im:write", "mpim:write"],
    tier: 3,
    required: {},
    optional: { channel: "string", users: "strings", return_im: "boolean", prevent_creation: "boolean" },
    run: (context, args) => {
      const { workspace } = context;
      const existing = args.text("channel");
      if (existing !== undefined) {
        const target = visibleChannel(context, existing);
        if ("refused" in target) return target.refused;
        return isDirect(target.found)
          ? success({ channel: { id: target.found.id } })
          : refusal("method_not_supported_for_channel_type");
      }
      const users = [...new Set(args.list("users") ?? [])];
      if (users.length === 0) return refusal("users_list_not_supplied");
      if (users.length > OPEN_MAX) return refusal("too_many_users");
      if (users.some((user) => !workspace.users.has(user))) return refusal("user_not_found");
      const created = Math.floor(context.clock.now().getTime() / 1000);
      const channel = directChannel(workspace, [workspace.app.botUserId, ...users], created);
      return success({
        channel: args.flag("return_im") ? channelObject(workspace, channel) : { id: channel.id },
      });
    },
  },
  "conversations.join": {
    token: "bot",
    scopes: ["channels:join"],
    tier: 3,
    required: { channel: "string" },
    optional: {},
    run: (context, args) => {
      const target = visibleChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      if (target.found.kind !== "public") return refusal("method_not_supported_for_channel_type");
      if (target.found.archived) return refusal("is_archived");
      const already = isMember(context, target.found);
      joinChannel(context, target.found, context.workspace.app.botUserId);
      return success({
        channel: channelObject(context.workspace, target.found),
        ...(already
          ? { warning: "already_in_channel", response_metadata: { warnings: ["already_in_channel"] } }
          : {}),
      });
    },
  },
  "conversations.invite": {
    token: "bot",
    scopes: ["channels:manage", "groups:write", "channels:write.invites", "groups:write.invites"],
    tier: 3,
    required: { channel: "string", users: "strings" },
    optional: { force: "boolean" },
    run: (context, args) => {
      const target = joinedChannel(context, args.text("channel"));
      if ("refused" in target) return target.refused;
      if (isDirect(target.found)) return refusal("method_not_supported_for_channel_type");
      if (target.found.archived) return refusal("is_archived");
      const users = args.list("users") ?? [];
      const bot = context.workspace.app.botUserId;
      if (users.length === 0) return refusal("no_user");
      if (users.includes(bot)) return refusal("cant_invite_self");
      if (users.some((user) => !context.workspace.users.has(user))) return refusal("user_not_found");
      if (users.every((user) => target.found.members.has(user))) return refusal("already_in_channel");
      for (const user of users) joinChannel(context, target.found, user, bot);
      return success({ channel: channelObject(context.workspace, target.found) });
    },
  },
  "users.conversations": {
    token: "bot",
    scopes: read,
    tier: 3,
    required: {},
    optional: {
      cursor: "string",
      exclude_archived: "boolean",
      exclude_muted: "boolean",
      limit: "number",
      team_id: "string",
      types: "strings",
      user: "string",
    },
    run: (context, args) => {
      const kinds = wantedKinds(args);
      if (!kinds) return refusal("invalid_types");
      const user = args.text("user") ?? context.workspace.app.botUserId;
      const all = [...context.workspace.channels.values()].filter(
        (channel) => kinds.has(channel.kind) && channel.members.has(user) && seen(context, channel),
      );
      const found = page(all, args.text("cursor"), args.amount("limit") ?? 100);
      if (!found) return refusal("invalid_cursor");
      return success({
        channels: found.items.map((channel) => channelObject(context.workspace, channel)),
        response_metadata: { next_cursor: found.next },
      });
    },
  },
};
