import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { slackErrorCode } from "./outbound/failures.ts";
import { SlackFault } from "./slack-fault.ts";

export interface Identity {
  teamId: string;
  botUserId: string;
  botId: string;
}

/** Who the bot is, and that it is in the staff channel; each mistake with its remedy. */
export const checkWorkspace = async (
  client: WebClient,
  staffChannel: string,
  logger: Logger,
): Promise<Identity> => {
  const identity = await whoAmI(client);
  await checkStaffChannel(client, staffChannel, logger);
  return identity;
};

const whoAmI = async (client: WebClient): Promise<Identity> => {
  try {
    const { team_id: teamId, user_id: botUserId, bot_id: botId, user } = await client.auth.test();
    if (teamId && botUserId && botId) return { teamId, botUserId, botId };
    throw new SlackFault(
      "bot-token",
      `SLACK_BOT_TOKEN: it is ${user}'s token; use the bot's, which starts with xoxb-`,
    );
  } catch (error) {
    if (error instanceof SlackFault) throw error;
    if (error instanceof WebAPIPlatformError)
      throw new SlackFault(
        "bot-token",
        `SLACK_BOT_TOKEN: Slack refuses it (${error.data.error}); copy the Bot User OAuth Token from the app's page OAuth & Permissions`,
        error,
      );
    throw new SlackFault(
      "unreachable",
      `SLACK_API_URL: no answer from ${client.slackApiUrl} (${error instanceof Error ? error.message : String(error)}); check the address and the network`,
      error,
    );
  }
};

const checkStaffChannel = async (client: WebClient, id: string, logger: Logger): Promise<void> => {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    if (channel?.is_archived)
      throw new SlackFault(
        "staff-channel",
        `SLACK_STAFF_CHANNEL: #${channel.name} is archived; restore it or choose another`,
      );
    if (!channel?.is_member && !channel?.is_im)
      throw new SlackFault(
        "staff-channel",
        `SLACK_STAFF_CHANNEL: the bot is not in #${channel?.name ?? id}; invite it with /invite @domovoy`,
      );
  } catch (error) {
    if (error instanceof SlackFault) throw error;
    const code = slackErrorCode(error);
    if (code === "missing_scope")
      return logger.warn(
        "the app lacks the scopes channels:read and groups:read, so the staff channel was not checked",
      );
    throw new SlackFault(
      "staff-channel",
      code === "channel_not_found"
        ? `SLACK_STAFF_CHANNEL: there is no channel ${id}, or it is private and the bot is not in it; give the channel's id (C…) and invite the bot with /invite @domovoy`
        : `SLACK_STAFF_CHANNEL: the channel ${id} can't be read (${code ?? String(error)})`,
      error,
    );
  }
};
