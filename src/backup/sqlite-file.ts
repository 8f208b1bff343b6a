import { existsSync } from "node:fs";
import { promisify } from "node:util";
import sqlite3 from "sqlite3";
import { BackupFault } from "./backup-fault.ts";

/** sqlite3's own types leave the backup API out. */
interface OnlineBackup {
  step(pages: number, done: (error: Error | null, completed: boolean) => void): void;
  finish(done: (error: Error | null) => void): void;
}

const busyTimeoutMs = 10_000;

const open = (path: string, mode: number): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const file = new sqlite3.Database(path, mode, (error) => {
      if (error !== null) return reject(error);
      file.configure("busyTimeout", busyTimeoutMs);
      resolve(file);
    });
  });

const close = (file: sqlite3.Database): Promise<void> => promisify(file.close.bind(file))();

/**
 * Copies a database that is in use, off the main thread, as it stood at one moment. All pages in one step: a
 * smaller step begins anew at every commit of the bot and never ends. For a process that has not opened the file by
 * another library: each drops the other's locks when it closes (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
export const copySqlite = async (from: string, to: string): Promise<void> => {
  if (!existsSync(from)) {
    throw new BackupFault("nothing-to-back-up", `There is no database at ${from}; check DATABASE_URL.`);
  }
  const file = await open(from, sqlite3.OPEN_READWRITE);
  try {
    const online = (file as unknown as { backup(target: string): OnlineBackup }).backup(to);
    await promisify(online.step.bind(online))(-1);
    await promisify(online.finish.bind(online))();
  } finally {
    await close(file);
  }
};

const rows = <T>(file: sqlite3.Database, sql: string): Promise<T[]> =>
  new Promise((resolve, reject) => {
    file.all<T>(sql, (error, found) => (error === null ? resolve(found) : reject(error)));
  });

/** Makes sure, off the main thread, that a database file is whole and that its rows point to rows that exist. */
export const checkSqlite = async (path: string): Promise<void> => {
  const complain = (what: string, cause?: unknown): never => {
    throw new BackupFault(
      "check-failed",
      `The copy of the database is not sound (${what}); nothing was replaced. Try again, or take an older backup.`,
      cause,
    );
  };
  const file = await open(path, sqlite3.OPEN_READWRITE);
  try {
    const found = await rows<{ integrity_check: string }>(file, "PRAGMA integrity_check");
    const [first] = found;
    if (found.length !== 1 || first?.integrity_check !== "ok")
      complain(first?.integrity_check ?? "no answer");
    const broken = await rows(file, "PRAGMA foreign_key_check");
    if (broken.length > 0) complain(`${broken.length} rows point to nothing`);
  } catch (error) {
    if (error instanceof BackupFault) throw error;
    complain(error instanceof Error ? error.message : String(error), error);
  } finally {
    await close(file);
  }
};
