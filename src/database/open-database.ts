import type { Logger } from "pino";
import { parseDatabaseUrl } from "./database-url.ts";
import type { Database } from "./db.ts";
import type { Turnstile } from "./turnstile.ts";

export interface OpenOptions {
  logger?: Pick<Logger, "warn">;
  /** Connections on PostgreSQL, in all; 10 if not given. */
  poolSize?: number;
  /** Whose turn it is to write to a SQLite file that several threads of this process have open; its own if not given. */
  turns?: Turnstile;
}

/** Opens `file:…` or `postgresql://…`. The schema must be there already: see applyMigrations and requireCurrentSchema. */
export const openDatabase = async (url: string, options: OpenOptions = {}): Promise<Database> => {
  const location = parseDatabaseUrl(url);
  // Each brings a client and a compiler of queries of its own: only the one that is used is loaded.
  if (location.provider === "sqlite")
    return (await import("./sqlite-database.ts")).openSqlite(location.path, options.turns);
  const { openPostgresql } = await import("./postgresql-database.ts");
  return openPostgresql(location.url, {
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
    onConnectionLost: (error) =>
      options.logger?.warn({ err: error }, "PostgreSQL connection lost; it is reopened when needed"),
  });
};
