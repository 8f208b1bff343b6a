import type { JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import type { Message } from "./types.ts";

export const botProfile = (context: Context): JsonObject => {
  const { app, team } = context.workspace;
  return {
    id: app.botId,
    app_id: app.appId,
    user_id: app.botUserId,
    name: app.botName,
    icons: {
      image_36: `${context.origin()}/avatar/bot_36.png`,
      image_48: `${context.origin()}/avatar/bot_48.png`,
      image_72: `${context.origin()}/avatar/bot_72.png`,
    },
    deleted: false,
    updated: 1_700_000_000,
    team_id: team.id,
  };
};

/** The fields that say that the bot wrote a message. */
export const botAuthor = (
  context: Context,
): Required<Pick<Message, "user" | "bot_id" | "app_id" | "team" | "bot_profile">> => {
  const { app, team } = context.workspace;
  return {
    user: app.botUserId,
    bot_id: app.botId,
    app_id: app.appId,
    team: team.id,
    bot_profile: botProfile(context),
  };
};
