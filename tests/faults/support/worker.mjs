/**
 * The process that the fault tests kill: src/main.ts, but without the pauses that spare the real platforms, with short
 * leases, and loaded ahead. It waits for a word on stdin, so that many short lives fit into a test.
 */
import { once } from "node:events";
import { pathToFileURL } from "node:url";

const part = (name) => import(pathToFileURL(`${process.env.DOMOVOY_PROGRAM}/${name}`).href);
const [{ compose }, { parseConfig }, { createLogger }, { runUntilSignal }, { unpaced }] = await Promise.all(
  ["compose.js", "config.js", "log.js", "run-until-signal.js", "delivery/limits.js"].map(part),
);

process.stdout.write("loaded\n");
process.stdin.on("end", () => process.exit(1));
await once(process.stdin, "data");

const parsed = parseConfig(process.env);
if (!parsed.ok) throw new Error(parsed.mistakes.join("\n"));
const limits = {
  paces: unpaced,
  leaseMs: Number(process.env.DOMOVOY_LEASE_MS),
  pollMs: 200,
  firstRetryMs: 200,
};
const logger = createLogger(parsed.config.log);
await runUntilSignal(logger, (onFatal) => compose(parsed.config, { logger, onFatal, limits }));
process.stdin.destroy();
