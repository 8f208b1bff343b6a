import { type Config, parseConfig } from "../config.ts";
import { onOwnersChanged } from "../core/billing/accounts/owners/on-owners-changed.ts";
import { onRegisterChanged } from "../core/billing/month/on-register-changed.ts";
import { systemClock } from "../core/clock.ts";
import { createKeyRing } from "../core/crypto/key-ring.ts";
import { createVault } from "../core/crypto/vault.ts";
import type { Core } from "../core/work/core.ts";
import { DatabaseFault } from "../database/database-fault.ts";
import { applyMigrations, requireCurrentSchema } from "../database/migrate.ts";
import { openDatabase } from "../database/open-database.ts";
import { keyFromFile } from "../key-file.ts";
import { createLogger } from "../log.ts";

const badConfiguration = 78;

/** Runs a command on the database of the environment; gives its exit code, or 78 after saying what is misconfigured. */
export const withCore = async (
  env: NodeJS.ProcessEnv,
  command: (core: Core, config: Config) => Promise<number>,
): Promise<number> => {
  const parsed = parseConfig(env);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.mistakes.join("\n")}\n`);
    return badConfiguration;
  }
  const { database: location, keys } = parsed.config;
  try {
    if (location.provider === "sqlite") await applyMigrations(location.url);
    else await requireCurrentSchema(location.url);
  } catch (error) {
    if (!(error instanceof DatabaseFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  const logger = createLogger({ level: "warn", pretty: process.stdout.isTTY });
  const database = await openDatabase(location.url, { logger });
  const known = keys ?? (location.provider === "sqlite" ? keyFromFile(location.path).keys : []);
  // Commands ask for no jobs and tell nobody: a running Domovoy does that. What goes with a change is done with it.
  const core: Core = {
    database,
    clock: systemClock,
    vault: createVault(createKeyRing(known)),
    subscribers: [onOwnersChanged, onRegisterChanged],
    enqueueJobs: async () => undefined,
    committed: () => undefined,
  };
  try {
    return await command(core, parsed.config);
  } finally {
    await database.close();
  }
};
