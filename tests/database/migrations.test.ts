import BetterSqlite3 from "better-sqlite3";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Provider } from "../../src/database/db.ts";
import { applyMigrations, pendingMigrations, requireCurrentSchema } from "../../src/database/migrate.ts";
import { hasGuards, migrationNames } from "../../src/database/migrations-folder.ts";
import { diffMigrationsToModels, modelsAsSql } from "../../src/database/models-as-sql.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const run = async (provider: Provider, url: string, sql: string): Promise<void> => {
  if (provider === "sqlite") {
    const file = new BetterSqlite3(url.slice("file:".length));
    file.exec(sql);
    file.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
};

describe.each(databases)("migrations on $name", ({ name, create }) => {
  let empty: TestDatabase;
  let migrated: TestDatabase;
  let broken: TestDatabase;
  beforeAll(async () => {
    empty = await create({ empty: true });
    migrated = await create();
    broken = await create({ empty: true });
  });
  afterAll(async () => {
    await empty.drop();
    await migrated.drop();
    await broken.drop();
  });

  it("leave no difference to the models", async () => {
    const drift = await diffMigrationsToModels({ provider: name, url: empty.url });
    expect(drift, "run npm run migration and commit what it writes").toMatchObject({ same: true });
  });

  it("end with the guards as they are now", () => {
    expect(hasGuards(name), "run npm run migration and commit what it writes").toBe(true);
  });

  it("can be written without a server", async () => {
    const sql = await modelsAsSql(name);
    expect(sql).toContain('CREATE TABLE "Company"');
    expect(sql).not.toContain("CREATE SCHEMA");
  });

  it("bring an empty database to the present schema; a second time does nothing", async () => {
    const all = migrationNames(name);
    expect(await pendingMigrations(empty.url)).toEqual(all);
    await expect(requireCurrentSchema(empty.url)).rejects.toThrow(/npm run cli -- migrate/);

    expect(await applyMigrations(empty.url)).toEqual(all);
    expect(await applyMigrations(empty.url)).toEqual([]);
    await requireCurrentSchema(empty.url);

    const database = await openDatabase(empty.url);
    await database.transaction((tx) => tx.company.create({ data: { name: "works" } }));
    await database.close();
  });

  it("refuse a database of a newer version", async () => {
    await run(
      name,
      migrated.url,
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('x', 'y', '29990101000000_future', CURRENT_TIMESTAMP, 1)`,
    );
    await expect(requireCurrentSchema(migrated.url)).rejects.toMatchObject({ code: "schema-ahead" });
    await expect(applyMigrations(migrated.url)).rejects.toMatchObject({ code: "schema-ahead" });
  });

  it("undo a migration that fails, and can be tried again", async () => {
    await run(name, broken.url, 'CREATE TABLE "Request" ("mine" TEXT)');
    // With a foreign table in the way the engine refuses to start; its own table tells it that the database is known.
    await run(name, broken.url, historyTable);
    await expect(applyMigrations(broken.url)).rejects.toMatchObject({ code: "migration-failed" });
    await run(name, broken.url, 'DROP TABLE "Request"');
    expect(await applyMigrations(broken.url)).toEqual(migrationNames(name));
  });
});

const historyTable = `CREATE TABLE "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMP,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMP,
  started_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, applied_steps_count INTEGER NOT NULL DEFAULT 0)`;
