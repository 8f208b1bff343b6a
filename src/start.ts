import { compose } from "./compose.ts";
import { parseConfig } from "./config.ts";
import { createLogger } from "./log.ts";
import { runUntilSignal } from "./run-until-signal.ts";

/** sysexits.h: the configuration is wrong. */
const badConfiguration = 78;

/** Runs the bots whose tokens are set, else the sandbox, until a signal; gives the exit code. */
export const start = async (env: NodeJS.ProcessEnv): Promise<number> => {
  const parsed = parseConfig(env, process.stdout.isTTY);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.mistakes.join("\n")}\n`);
    return badConfiguration;
  }
  const { config } = parsed;
  const logger = createLogger(config.log);
  if (config.telegram || config.slack) {
    await runUntilSignal(logger, (onFatal) => compose(config, { logger, onFatal }));
    return Number(process.exitCode ?? 0);
  }
  const { runSandbox } = await import("./demonstration/sandbox/run-sandbox.ts");
  return runSandbox(env);
};
