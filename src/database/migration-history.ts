import { existsSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { parseDatabaseUrl } from "./database-url.ts";
import { holdNatives } from "./hold-natives.ts";

/** One row of Prisma's _prisma_migrations. */
export interface MigrationRecord {
  name: string;
  checksum: string;
  finished: boolean;
  rolledBack: boolean;
}

interface Row {
  migration_name: string;
  checksum: string;
  finished: boolean | number;
  rolled_back: boolean | number;
}

const history = `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished,
  rolled_back_at IS NOT NULL AS rolled_back FROM _prisma_migrations ORDER BY started_at`;

const fromSqlite = (path: string): Row[] => {
  if (!existsSync(path)) return [];
  const file = holdNatives(new BetterSqlite3(path, { readonly: true }));
  try {
    const table = file.prepare("SELECT 1 FROM sqlite_schema WHERE name = '_prisma_migrations'").get();
    return table === undefined ? [] : (file.prepare(history).all() as Row[]);
  } finally {
    file.close();
  }
};

const fromPostgresql = async (url: string): Promise<Row[]> => {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present");
    return rows[0].present === true ? (await client.query<Row>(history)).rows : [];
  } finally {
    await client.end();
  }
};

/** What was applied to a database, oldest first, read without the schema engine; empty for a new database. */
export const migrationHistory = async (url: string): Promise<MigrationRecord[]> => {
  const location = parseDatabaseUrl(url);
  const rows =
    location.provider === "sqlite" ? fromSqlite(location.path) : await fromPostgresql(location.url);
  return rows.map((row) => ({
    name: row.migration_name,
    checksum: row.checksum,
    finished: Boolean(row.finished),
    rolledBack: Boolean(row.rolled_back),
  }));
};
