import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
} from "@prisma/driver-adapter-utils";
import { heldClientOf } from "./hold-natives.ts";

/** A factory for the schema engine, which lends the engine its connections and closes those it forgets. */
export interface MigrationAdapters {
  factory: SqlMigrationAwareDriverAdapterFactory;
  close(): Promise<void>;
}

const statement = (sql: string): SqlQuery => ({ sql, args: [], argTypes: [] });

/** Runs a migration all or nothing. Foreign keys are off while tables are rebuilt and checked before the commit. */
const atomically =
  (adapter: SqlDriverAdapter, execute: (sql: string) => Promise<void>) => async (sql: string) => {
    await execute("BEGIN IMMEDIATE");
    try {
      await execute(sql);
      const broken = await adapter.queryRaw(statement("PRAGMA foreign_key_check"));
      if (broken.rows.length > 0) {
        throw new Error(`The migration would leave ${broken.rows.length} rows that point to nothing.`);
      }
      await execute("COMMIT");
    } catch (error) {
      await execute("ROLLBACK").catch(() => {});
      throw error;
    }
  };

/** SQLite connections for the schema engine. */
export const sqliteMigrationAdapters = (path: string): MigrationAdapters => {
  const open: SqlDriverAdapter[] = [];
  const connect = async (url: string): Promise<SqlDriverAdapter> => {
    const adapter = await new PrismaBetterSqlite3({ url }).connect();
    heldClientOf(adapter);
    const execute = adapter.executeScript.bind(adapter);
    const executeRaw = adapter.executeRaw.bind(adapter);
    await execute("PRAGMA foreign_keys = OFF");
    adapter.executeScript = atomically(adapter, execute);
    // In shadow databases the engine sends whole files as one statement, which better-sqlite3 refuses.
    adapter.executeRaw = async (query) => {
      if (query.args.length > 0) return executeRaw(query);
      await execute(query.sql);
      return 0;
    };
    open.push(adapter);
    return adapter;
  };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return {
    factory: {
      provider: "sqlite",
      adapterName: "@prisma/adapter-better-sqlite3",
      connect: () => connect(path),
      connectToShadowDb: () => connect(":memory:"),
    },
    close: async () => {
      for (const adapter of open.splice(0)) await adapter.dispose().catch(() => {});
    },
  };
};
