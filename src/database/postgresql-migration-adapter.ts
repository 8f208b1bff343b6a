import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import pg from "pg";
import type { MigrationAdapters } from "./sqlite-migration-adapter.ts";

/** pg_catalog."char", in which the catalog keeps one-letter kinds; adapter-pg knows no such type. */
const catalogChar = 18;

/** Shows catalog characters to the adapter as text, and remembers by their rows where they stood. */
class CatalogPool extends pg.Pool {
  readonly characters = new WeakMap<object, number[]>();

  constructor(config: pg.PoolConfig) {
    super(config);
    const query = super.query.bind(this) as (query: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult>;
    this.query = (async (text: pg.QueryArrayConfig) => {
      const result = await query(text);
      const found = (result.fields ?? []).flatMap((field, i) =>
        field.dataTypeID === catalogChar ? [i] : [],
      );
      for (const i of found) Object.assign(result.fields[i] ?? {}, { dataTypeID: pg.types.builtins.TEXT });
      if (found.length > 0) this.characters.set(result.rows, found);
      return result;
    }) as pg.Pool["query"];
  }
}

const connectionOf = (url: string, database?: string): pg.PoolConfig => {
  const target = new URL(url);
  if (database !== undefined) target.pathname = `/${database}`;
  return { connectionString: target.href, max: 1, connectionTimeoutMillis: 10_000 };
};

/** PostgreSQL connections for the schema engine; shadow databases are made and dropped beside the main one. */
export const postgresqlMigrationAdapters = (url: string): MigrationAdapters => {
  const open = new Set<SqlDriverAdapter>();

  const connect = async (database?: string, after?: () => Promise<void>): Promise<SqlDriverAdapter> => {
    const pool = new CatalogPool(connectionOf(url, database));
    pool.on("error", () => {});
    const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const i of pool.characters.get(result.rows) ?? [])
        result.columnTypes[i] = ColumnTypeEnum.Character;
      return result;
    };
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      if (!open.delete(adapter)) return;
      await dispose();
      await after?.();
    };
    // Sent whole, a script is one transaction of the server's; the adapter would cut it at each semicolon.
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    open.add(adapter);
    return adapter;
  };
  const administer = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    factory: {
      provider: "postgres",
      adapterName: "@prisma/adapter-pg",
      connect: () => connect(),
      connectToShadowDb: async () => {
        const name = `shadow_${randomUUID()}`;
        await administer(`CREATE DATABASE "${name}"`);
        return connect(name, () => administer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
      },
    },
    close: async () => {
      for (const adapter of open) await adapter.dispose();
    },
  };
};
