import pg from "pg";
import { BackupFault } from "./backup-fault.ts";
import { ask, connectionEnv, findTool, outputOf, serverMajor } from "./postgresql-tools.ts";

export interface PostgresqlRestore {
  dump: string;
  url: string;
  now: Date;
  /** Puts the files in place; called when the dump has been loaded. */
  place(): Promise<void>;
}

const withDatabase = (url: string, name: string): string => {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
};

const assertFree = async (url: string): Promise<void> => {
  const [row] = await ask<{ others: number }>(
    url,
    "SELECT count(*)::integer AS others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  if (row === undefined || row.others === 0) return;
  throw new BackupFault(
    "in-use",
    `The database has ${row.others} open connection(s); stop every process of Domovoy and restore again.`,
  );
};

const load = async (dump: string, url: string): Promise<void> => {
  const tool = await findTool("pg_restore", await serverMajor(url));
  const env = connectionEnv(url);
  const args = ["--exit-on-error", "--no-owner", "--no-privileges", "--dbname", env.PGDATABASE ?? "", dump];
  for await (const _ of outputOf(tool, args, env));
};

/**
 * Loads the dump into a new database beside the present one and swaps their names, so that the old one stays. The
 * role needs the right to create databases.
 */
export const restorePostgresql = async ({ dump, url, now, place }: PostgresqlRestore): Promise<string> => {
  await assertFree(url);
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const fresh = `${name}_restored_${stamp}`;
  const aside = `${name}_before_restore_${stamp}`;
  const quoted = pg.escapeIdentifier;
  await ask(url, `CREATE DATABASE ${quoted(fresh)}`).catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError) || error.code !== "42501") throw error;
    throw new BackupFault(
      "check-failed",
      `The role may not create a database; run ALTER ROLE … CREATEDB as superuser, then restore again.`,
      error,
    );
  });
  try {
    await load(dump, withDatabase(url, fresh));
    await place();
    await assertFree(url);
    // A database is renamed from another one; the restored one serves for the first step.
    await ask(withDatabase(url, fresh), `ALTER DATABASE ${quoted(name)} RENAME TO ${quoted(aside)}`);
  } catch (error) {
    await ask(url, `DROP DATABASE IF EXISTS ${quoted(fresh)} WITH (FORCE)`).catch(() => {});
    throw error;
  }
  await ask(withDatabase(url, aside), `ALTER DATABASE ${quoted(fresh)} RENAME TO ${quoted(name)}`);
  return aside;
};
