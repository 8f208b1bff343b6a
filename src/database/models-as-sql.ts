import type { Provider } from "./db.ts";
import { datamodel, migrationList } from "./migrations-folder.ts";
import { offlinePostgresqlAdapters } from "./offline-adapter.ts";
import { postgresqlMigrationAdapters } from "./postgresql-migration-adapter.ts";
import { noFilters, withSchemaEngine } from "./schema-engine.ts";
import { sqliteMigrationAdapters } from "./sqlite-migration-adapter.ts";

/** Where migrations can be replayed: SQLite needs only memory, PostgreSQL a server where databases may be created. */
export type Rehearsal = { provider: "sqlite" } | { provider: "postgresql"; url: string };

/** Compares the migrations with the models; `sql` is what the migrations lack. */
export const diffMigrationsToModels = async (on: Rehearsal): Promise<{ same: boolean; sql: string }> => {
  const { provider } = on;
  const adapters =
    on.provider === "sqlite" ? sqliteMigrationAdapters(":memory:") : postgresqlMigrationAdapters(on.url);
  return withSchemaEngine(provider, adapters, async (engine) => {
    const result = await engine.diff({
      from: { tag: "migrations", ...migrationList(provider) },
      to: { tag: "schemaDatamodel", ...datamodel(provider) },
      script: true,
      exitCode: true,
      filters: noFilters,
    });
    return { same: result.exitCode === 0, sql: result.stdout ?? "" };
  });
};

// Every database has the schema "public"; making it asks for a right that the bot's role need not have.
const makesSchema = /^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n/;

/** The SQL that makes the models in an empty database. Needs no server. */
export const modelsAsSql = async (provider: Provider): Promise<string> => {
  const adapters = provider === "sqlite" ? sqliteMigrationAdapters(":memory:") : offlinePostgresqlAdapters();
  return withSchemaEngine(provider, adapters, async (engine) => {
    const result = await engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", ...datamodel(provider) },
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    return (result.stdout ?? "").replace(makesSchema, "");
  });
};
