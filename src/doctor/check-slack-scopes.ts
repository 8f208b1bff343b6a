import { type BotScope, botScopes } from "../adapters/slack/manifest/permissions.ts";
import { callSlack } from "./call-platform.ts";
import { type Check, type Finding, fault, ok, warning } from "./finding.ts";
import { channelInfo } from "./slack-channel-info.ts";

/** The token's scopes, which Slack names in a header of every answer, against those that the adapter needs. */
export const checkSlackScopes: Check = async ({ config: { slack } }) => {
  if (!slack) return [];
  const answer = await callSlack(slack, "auth.test");
  if (answer.kind === "silent" || answer.body.ok !== true) return [];
  const header = answer.headers.get("x-oauth-scopes");
  if (header === null)
    return [
      warning(
        "slack-scopes",
        "Slack does not tell the token's scopes",
        "compare them with slack-manifest.yaml by eye",
      ),
    ];
  const granted = new Set(header.split(",").map((scope) => scope.trim()));
  const missing = Object.entries(botScopes).filter(([scope]) => !granted.has(scope));
  if (missing.length === 0)
    return [ok("slack-scopes", `all ${Object.keys(botScopes).length} scopes are granted`)];
  const channel = await channelInfo(slack);
  const unused = channel.ok ? otherKind(channel.channel.is_private) : null;
  return missing.map(([scope, harm]) => missingScope(scope as BotScope, harm, unused));
};

/** Of the pair channels:… and groups:… only the one of the staff channel's kind is in use. */
const otherKind = (isPrivate: boolean): string => (isPrivate ? "channels:" : "groups:");

const missingScope = (scope: BotScope, harm: string, unused: string | null): Finding => {
  const text = `the scope ${scope} is missing: ${harm}`;
  const remedy =
    "add it on the app's page OAuth & Permissions, or paste slack-manifest.yaml; then install the app again";
  return unused && scope.startsWith(unused)
    ? warning("slack-scopes", text, `${remedy}. The present staff channel does not need it`)
    : fault("slack-scopes", text, remedy);
};
