import { DatabaseFault } from "./database-fault.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import { migrationHistory } from "./migration-history.ts";
import { migrationList, migrationNames } from "./migrations-folder.ts";

/** Loaded only where there is something to apply: it brings the drivers of both databases. */
const schemaEngine = () => import("./schema-engine.ts");

const standing = async (url: string) => {
  const { provider } = parseDatabaseUrl(url);
  const applied = (await migrationHistory(url)).filter((record) => record.finished && !record.rolledBack);
  const names = migrationNames(provider);
  const appliedNames = new Set(applied.map((record) => record.name));
  return {
    pending: names.filter((name) => !appliedNames.has(name)),
    unknown: [...appliedNames].filter((name) => !names.includes(name)),
  };
};

/** The migrations that this version brings and the database has not seen, oldest first. */
export const pendingMigrations = async (url: string): Promise<string[]> => (await standing(url)).pending;

const refuseNewer = (unknown: string[]): void => {
  if (unknown.length === 0) return;
  throw new DatabaseFault(
    "schema-ahead",
    `The database was used by a newer version of Domovoy (${unknown.join(", ")}); start that version, or restore a backup made before the upgrade.`,
  );
};

/**
 * Brings a database to the schema of this version and gives the names of what it applied; a second call does
 * nothing. A migration that fails is undone and left for another attempt.
 */
export const applyMigrations = async (url: string): Promise<string[]> => {
  const { pending, unknown } = await standing(url);
  refuseNewer(unknown);
  if (pending.length === 0) return [];
  const { noFilters, withSchemaEngineAt } = await schemaEngine();
  try {
    return await withSchemaEngineAt(url, async (engine, provider) => {
      const input = { migrationsList: migrationList(provider), filters: noFilters };
      return (await engine.applyMigrations(input)).appliedMigrationNames;
    });
  } catch (error) {
    await forgetFailures(url);
    throw new DatabaseFault(
      "migration-failed",
      `A migration failed and was undone; the database is as it was. Stay on the previous version and report this: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
};

/** The engine refuses to go on after a failed migration until it is marked as rolled back. */
const forgetFailures = async (url: string): Promise<void> => {
  const failed = (await migrationHistory(url)).filter((record) => !record.finished && !record.rolledBack);
  if (failed.length === 0) return;
  const { withSchemaEngineAt } = await schemaEngine();
  await withSchemaEngineAt(url, async (engine) => {
    for (const { name } of failed) await engine.markMigrationRolledBack({ migrationName: name });
  });
};

/** Refuses a database whose schema is not the one of this version. */
export const requireCurrentSchema = async (url: string): Promise<void> => {
  const { pending, unknown } = await standing(url);
  refuseNewer(unknown);
  if (pending.length === 0) return;
  throw new DatabaseFault(
    "schema-outdated",
    `The database lacks ${pending.length} migration(s) (${pending.join(", ")}); make a backup, then run: npm run cli -- migrate`,
  );
};
