import type { JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import type { Channel, ChannelKind } from "../state/types.ts";

const messageSubscriptions: Readonly<Record<ChannelKind, string>> = {
  public: "message.channels",
  private: "message.groups",
  im: "message.im",
  mpim: "message.mpim",
};

const historyScopes: Readonly<Record<ChannelKind, string>> = {
  public: "channels:history",
  private: "groups:history",
  im: "im:history",
  mpim: "mpim:history",
};

/**
 * Tells the app of an event, if it subscribes to it and may see it: what happens in a channel reaches
 * only a member.
 */
export const announce = (
  context: Context,
  event: JsonObject,
  where: { readonly channel?: Channel } = {},
): void => {
  if (!mayHear(context, event, where.channel)) return;
  void context.gateway.send("events_api", eventCallback(context, event));
};

const mayHear = (context: Context, event: JsonObject, channel: Channel | undefined): boolean => {
  const { subscriptions, scopes, app } = context.workspace;
  const type = String(event.type);
  if (channel && !channel.members.has(app.botUserId)) return false;
  if (type !== "message") return subscriptions.has(type);
  if (!channel) return false;
  return subscriptions.has(messageSubscriptions[channel.kind]) && scopes.has(historyScopes[channel.kind]);
};

/** The outer body of an event, as Slack posts it. */
export const eventCallback = (context: Context, event: JsonObject): JsonObject => {
  const { team, app, ids } = context.workspace;
  const channel = typeof event.channel === "string" ? `-${event.channel}` : "";
  return {
    token: app.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    api_app_id: app.appId,
    event,
    type: "event_callback",
    event_id: ids.next("Ev"),
    event_time: Math.floor(context.clock.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `1-${String(event.type)}-${team.id}${channel}`,
  };
};
