import { randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { Provider } from "../../src/database/db.ts";
import type { Template } from "./global-setup.ts";

export interface TestDatabase {
  /** What goes into DATABASE_URL. */
  url: string;
  drop(): Promise<void>;
}

export interface DatabaseKind {
  name: Provider;
  /** A migrated database of one's own; `empty` gives one without any table. */
  create(options?: { empty?: boolean }): Promise<TestDatabase>;
}

const templateOf = async (provider: Provider): Promise<Template> => {
  const response = await fetch(`${inject("templates")}/${provider}`);
  if (!response.ok) throw new Error(`No ${provider} to test on: ${await response.text()}`);
  return (await response.json()) as Template;
};

const sqlite: DatabaseKind = {
  name: "sqlite",
  create: async ({ empty = false } = {}) => {
    const { template } = await templateOf("sqlite");
    const folder = mkdtempSync(join(dirname(template), "db-"));
    const path = join(folder, "test.db");
    if (!empty) copyFileSync(template, path);
    return { url: `file:${path}`, drop: async () => rmSync(folder, { recursive: true, force: true }) };
  },
};

const administer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

const postgresql: DatabaseKind = {
  name: "postgresql",
  create: async ({ empty = false } = {}) => {
    const { url, template } = await templateOf("postgresql");
    const name = `domovoy_${randomUUID().replaceAll("-", "")}`;
    await administer(url, `CREATE DATABASE ${name}${empty ? "" : ` TEMPLATE ${template}`}`);
    const own = new URL(url);
    own.pathname = `/${name}`;
    return { url: own.href, drop: () => administer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
  },
};

/** Both databases, for `describe.each(databases)`. */
export const databases: DatabaseKind[] = [sqlite, postgresql];
