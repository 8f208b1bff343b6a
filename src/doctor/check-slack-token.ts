import { callSlack } from "./call-platform.ts";
import { type Check, fault, ok } from "./finding.ts";

/** auth.test. */
export const checkSlackToken: Check = async ({ config: { slack } }) => {
  if (!slack) return [];
  const answer = await callSlack(slack, "auth.test");
  if (answer.kind === "silent")
    return [
      fault(
        "slack-token",
        `no answer from ${slack.apiUrl} (${answer.why})`,
        "check the network and SLACK_API_URL",
      ),
    ];
  const { ok: accepted, error, team, user, bot_id } = answer.body;
  const remedy = "copy the Bot User OAuth Token from the app's page OAuth & Permissions";
  if (accepted !== true)
    return [fault("slack-token", `SLACK_BOT_TOKEN: Slack refuses it (${error})`, remedy)];
  if (!bot_id) return [fault("slack-token", `SLACK_BOT_TOKEN: it is ${user}'s token, not the bot's`, remedy)];
  return [ok("slack-token", `the bot is @${user} in ${team}`)];
};
