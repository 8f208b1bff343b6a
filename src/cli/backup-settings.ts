import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FilesConfig } from "../adapters/files/open-file-store.ts";
import { BackupFault } from "../backup/backup-fault.ts";
import { parseConfig } from "../config.ts";
import { DatabaseFault } from "../database/database-fault.ts";
import { keyFromFile } from "../key-file.ts";

export interface BackupSettings {
  databaseUrl: string;
  files: FilesConfig;
  keys: Buffer[];
}

/** What backup and restore need of the environment; an exit code when it is not there, after saying why. */
export const backupSettings = (env: NodeJS.ProcessEnv): BackupSettings | number => {
  // The chat platforms' variables are no concern of a backup, nor are mistakes in them.
  const { DATABASE_URL, DOMOVOY_KEY, FILES_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = env;
  const parsed = parseConfig({
    DATABASE_URL,
    DOMOVOY_KEY,
    FILES_URL,
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
  });
  if (!parsed.ok) {
    process.stderr.write(`${parsed.mistakes.join("\n")}\n`);
    return 78;
  }
  const { database, files, keys } = parsed.config;
  const known = keys ?? (database.provider === "sqlite" ? keyBeside(database.path) : null);
  if (known === null) {
    process.stderr.write(
      "DOMOVOY_KEY: set the key that Domovoy runs with; backups are encrypted under it.\n",
    );
    return 78;
  }
  return { databaseUrl: database.url, files, keys: known };
};

/** The key file is read, never made here: a fresh key could open nothing. */
const keyBeside = (path: string): Buffer[] | null =>
  existsSync(join(dirname(path), "domovoy.key")) ? keyFromFile(path).keys : null;

/** Runs a command and turns what went wrong into a sentence and an exit code. */
export const reportFault = async (usage: string, work: () => Promise<void>): Promise<number> => {
  try {
    await work();
    return 0;
  } catch (error) {
    if (error instanceof BackupFault || error instanceof DatabaseFault) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    if (error instanceof TypeError) {
      process.stderr.write(`${error.message}\n${usage}`);
      return 64;
    }
    // The system's and PostgreSQL's own errors carry a code and say what they are about.
    if (error instanceof Error && "code" in error && typeof error.code === "string") {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
};
