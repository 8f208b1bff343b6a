import { existsSync } from "node:fs";
import { compose } from "./compose.ts";
import { parseConfig } from "./config.ts";
import { createLogger } from "./log.ts";
import { runUntilSignal } from "./run-until-signal.ts";

/** sysexits.h: the configuration is wrong. */
const badConfiguration = 78;

if (existsSync(".env")) process.loadEnvFile(".env");
const parsed = parseConfig(process.env, process.stdout.isTTY);
if (!parsed.ok) {
  process.stderr.write(`${parsed.mistakes.join("\n")}\n`);
  process.exit(badConfiguration);
}
const { config } = parsed;
const logger = createLogger(config.log);
if (config.telegram || config.slack) {
  await runUntilSignal(logger, (onFatal) => compose(config, { logger, onFatal }));
} else {
  const { runSandbox } = await import("./demonstration/sandbox/run-sandbox.ts");
  process.exitCode = await runSandbox(process.env);
}
