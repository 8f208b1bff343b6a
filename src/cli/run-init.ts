import { readFile } from "node:fs/promises";
import { createTranslator } from "../chat/translator.ts";
import { parseConfig } from "../config.ts";
import { systemClock } from "../core/clock.ts";
import { createKeyRing } from "../core/crypto/key-ring.ts";
import { createVault } from "../core/crypto/vault.ts";
import type { Core } from "../core/work/core.ts";
import { runWork } from "../core/work/run-work.ts";
import { applyMigrations, requireCurrentSchema } from "../database/migrate.ts";
import { openDatabase } from "../database/open-database.ts";
import { keyFromFile } from "../key-file.ts";
import { createLogger } from "../log.ts";
import { localesFolder } from "../package-paths.ts";
import { init } from "./init.ts";

/** `cli init` on the database of the environment. */
export const runInit = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const parsed = parseConfig(env);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.mistakes.join("\n")}\n`);
    return 78;
  }
  const { database: location, keys } = parsed.config;
  if (location.provider === "sqlite") await applyMigrations(location.url);
  else await requireCurrentSchema(location.url);
  const logger = createLogger({ level: "warn", pretty: process.stdout.isTTY });
  const database = await openDatabase(location.url, { logger });
  const vault = createVault(
    createKeyRing(keys ?? (location.provider === "sqlite" ? keyFromFile(location.path).keys : [])),
  );
  // Set-up asks for no jobs and tells nobody: the chats begin with the first invite.
  const core: Core = {
    database,
    clock: systemClock,
    vault,
    subscribers: [],
    enqueueJobs: async () => undefined,
    committed: () => undefined,
  };
  const actor = { kind: "system", name: "init", companyId: null } as const;
  try {
    return await init(
      args,
      { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env },
      {
        run: (fn) => runWork(core, { actor, channel: "cli" }, fn),
        translate: createTranslator(localesFolder).translate,
        readFile,
      },
    );
  } finally {
    await database.close();
  }
};
