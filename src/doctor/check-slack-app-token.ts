import { appScope } from "../adapters/slack/manifest/permissions.ts";
import { callSlack } from "./call-platform.ts";
import { type Check, fault, ok } from "./finding.ts";

/** Socket Mode: apps.connections.open gives an address and opens nothing yet. */
export const checkSlackAppToken: Check = async ({ config: { slack } }) => {
  if (slack?.mode.kind !== "socket") return [];
  const answer = await callSlack(slack, "apps.connections.open", {}, slack.mode.appToken);
  if (answer.kind === "answered" && answer.body.ok === true)
    return [ok("slack-app-token", "Socket Mode can be opened")];
  const why = answer.kind === "silent" ? answer.why : String(answer.body.error);
  return [
    fault(
      "slack-app-token",
      `SLACK_APP_TOKEN: Slack refuses it (${why})`,
      `make an app-level token (xapp-…) with the scope ${appScope} on the app's page Basic Information, and turn Socket Mode on`,
    ),
  ];
};
