import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { holdNatives } from "../database/hold-natives.ts";
import { BackupFault } from "./backup-fault.ts";
import { checkSqlite } from "./sqlite-file.ts";

export interface SqliteRestore {
  copy: string;
  path: string;
  now: Date;
  /** Puts the files in place; called when the database is known to be sound. */
  place(): Promise<void>;
}

/**
 * Refuses a database that any process has open: leaving WAL needs the file alone. Afterwards the file holds
 * everything by itself, without the -wal beside it.
 */
export const assertFree = (path: string): void => {
  if (!existsSync(path)) return;
  let file: BetterSqlite3.Database | undefined;
  try {
    file = holdNatives(new BetterSqlite3(path, { timeout: 0 }));
    file.prepare("PRAGMA journal_mode = DELETE").get();
    file.exec("BEGIN EXCLUSIVE; COMMIT");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // A file that is no database any more is a reason to restore, not one against it.
    if (code.startsWith("SQLITE_NOTADB") || code.startsWith("SQLITE_CORRUPT")) return;
    if (!code.startsWith("SQLITE_BUSY") && !code.startsWith("SQLITE_LOCKED")) throw error;
    throw new BackupFault(
      "in-use",
      `${path} is in use; stop Domovoy and whatever else has it open, then restore.`,
    );
  } finally {
    file?.close();
  }
};

const keepAside = (path: string, now: Date): string | null => {
  if (!existsSync(path)) return null;
  const aside = `${path}.before-restore-${now.toISOString().replace(/\D/g, "").slice(0, 14)}`;
  try {
    linkSync(path, aside);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw error;
    // Some file systems know no second name for a file.
    copyFileSync(path, aside);
  }
  return aside;
};

/** Checks the copy and swaps it in: at every moment there is a whole database under the name. */
export const restoreSqlite = async ({ copy, path, now, place }: SqliteRestore): Promise<string | null> => {
  await checkSqlite(copy);
  await place();
  assertFree(path);
  const aside = keepAside(path, now);
  // A -wal left by a damaged database would be replayed into the restored one.
  for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  renameSync(copy, path);
  return aside;
};
