import { parseConfig } from "../../config.ts";
import { createLogger } from "../../log.ts";
import { runUntilSignal } from "../../run-until-signal.ts";
import { defaultFolder, startSandbox } from "./start-sandbox.ts";

export interface RunOptions {
  folder?: string;
  withRealTokens?: boolean;
}

const tokens = ["TELEGRAM_BOT_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"] as const;

/** sysexits.h: the configuration is wrong. */
const badConfiguration = 78;

/** Tokens of real bots that are set: the sandbox is no place to look for them. */
export const realTokensIn = (env: Readonly<Record<string, string | undefined>>): string[] =>
  tokens.filter((name) => env[name]?.trim());

/** Runs the sandbox until a signal and prints its one address. Of the environment only PORT and LOG_LEVEL count. */
export const runSandbox = async (env: NodeJS.ProcessEnv, options: RunOptions = {}): Promise<number> => {
  const real = realTokensIn(env);
  if (real.length > 0 && !options.withRealTokens) {
    process.stderr.write(
      `${real.join(", ")}: set, so this machine runs a real bot. Unset them to open the sandbox, or add --with-real-tokens: they are not used.\n`,
    );
    return badConfiguration;
  }
  const { PORT, LOG_LEVEL, NODE_ENV } = env;
  const parsed = parseConfig({ PORT, LOG_LEVEL: LOG_LEVEL || "warn", NODE_ENV }, process.stdout.isTTY);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.mistakes.join("\n")}\n`);
    return badConfiguration;
  }
  const { config } = parsed;
  const logger = createLogger(config.log);
  await runUntilSignal(logger, async (onFatal) => {
    const sandbox = await startSandbox({
      folder: options.folder ?? defaultFolder,
      port: config.http.port,
      logger,
      onFatal,
    });
    process.stdout.write(`Domovoy's sandbox: ${sandbox.address}\n`);
    return sandbox;
  });
  return Number(process.exitCode ?? 0);
};
