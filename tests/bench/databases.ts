import { randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
// The programs of threads are named nowhere: so they are compiled, too.
import type {} from "../../src/bulk-worker.ts";
import type {} from "../../src/database/checkpoint-worker.ts";
import { applyMigrations } from "../../src/database/migrate.ts";
import { startPostgres } from "../support/postgres-server.ts";

export interface BenchDatabases {
  folder: string;
  /** Each gives the address of a new, migrated database. */
  makers: { name: string; create(): Promise<string> }[];
  stop(): Promise<void>;
}

/** SQLite files in a temporary folder, and a throwaway PostgreSQL; only one of them where it is named. */
export const openBenchDatabases = async (only?: string): Promise<BenchDatabases> => {
  const folder = mkdtempSync(join(tmpdir(), "domovoy-bench-"));
  const template = join(folder, "template.db");
  await applyMigrations(`file:${template}`);
  const server = await startPostgres();
  const administrator = new pg.Client({ connectionString: server.url });
  await administrator.connect();
  const makers = [
    {
      name: "SQLite",
      create: async () => {
        const path = join(folder, `${randomUUID()}.db`);
        copyFileSync(template, path);
        return `file:${path}`;
      },
    },
    {
      name: "PostgreSQL",
      create: async () => {
        const name = `bench_${randomUUID().replaceAll("-", "")}`;
        await administrator.query(`CREATE DATABASE ${name}`);
        const url = new URL(server.url);
        url.pathname = `/${name}`;
        await applyMigrations(url.href);
        return url.href;
      },
    },
  ];
  return {
    folder,
    makers: makers.filter(({ name }) => only === undefined || name.toLowerCase() === only.toLowerCase()),
    stop: async () => {
      await administrator.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
