import { type Config, parseConfig } from "../config.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Every mistake of the environment. With mistakes in the platforms' variables the rest is still examined; without a
 * config there is nothing to go by.
 */
export const readEnvironment = (env: Env): { config: Config | null; findings: Finding[] } => {
  const parsed = parseConfig(env);
  if (parsed.ok) return { config: parsed.config, findings: [described(parsed.config)] };
  const findings = parsed.mistakes.map((mistake) => {
    const [name = "", ...message] = mistake.split(": ");
    return fault("environment", name, message.join(": "));
  });
  const rest = parseConfig(withoutPlatforms(env));
  if (!rest.ok) return { config: null, findings };
  return {
    config: rest.config,
    findings: [
      ...findings,
      warning("environment", "the chat platforms were not examined", "correct the above first"),
    ],
  };
};

const withoutPlatforms = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(TELEGRAM|SLACK)_/.test(name)));

const described = ({ telegram, slack }: Config): Finding => {
  if (!telegram && !slack)
    return warning(
      "environment",
      "no platform's token is set: npm start plays the demonstration",
      "set TELEGRAM_BOT_TOKEN, and SLACK_BOT_TOKEN with SLACK_STAFF_CHANNEL",
    );
  if (!telegram) return warning("environment", "Telegram is not connected", "set TELEGRAM_BOT_TOKEN");
  if (!slack)
    return warning("environment", "Slack is not connected", "set SLACK_BOT_TOKEN and SLACK_STAFF_CHANNEL");
  return ok("environment", "Telegram and Slack are configured");
};
