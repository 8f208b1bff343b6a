import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "../../src/database/migrate.ts";
import { startPostgres } from "./postgres-server.ts";

/** What a test process is told about where to copy databases from. */
export interface Template {
  /** SQLite: a file; PostgreSQL: the address of a database from which others can be created. */
  url: string;
  /** The migrated database to copy. */
  template: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** Answers `GET /sqlite` and `GET /postgresql` with a Template, which it makes at the first question. */
    templates: string;
  }
}

const administer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** Removes what runs that were killed have left. */
const sweep = (): void => {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^domovoy-tests-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
};

/** Databases are started when the first test asks for them: a run of unit tests pays for none. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const undo: Array<() => Promise<void>> = [];
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `domovoy-tests-${process.pid}-`));
  undo.push(async () => rmSync(folder, { recursive: true, force: true }));

  const makers: Record<string, () => Promise<Template>> = {
    "/sqlite": async () => {
      const template = join(folder, "template.db");
      await applyMigrations(`file:${template}`);
      return { url: `file:${template}`, template };
    },
    "/postgresql": async () => {
      const given = process.env.TEST_DATABASE_URL;
      const server = given === undefined ? await startPostgres() : { url: given, stop: async () => {} };
      undo.push(server.stop);
      const template = `domovoy_template_${randomUUID().replaceAll("-", "")}`;
      const target = new URL(server.url);
      target.pathname = `/${template}`;
      await administer(server.url, `CREATE DATABASE ${template}`);
      if (given !== undefined)
        undo.push(() => administer(given, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`));
      await applyMigrations(target.href);
      return { url: server.url, template };
    },
  };
  const made = new Map<string, Promise<Template>>();
  const answers = createServer((request, response) => {
    const path = request.url ?? "";
    // A connection kept alive could end just when the next test asks.
    response.shouldKeepAlive = false;
    const make = makers[path];
    if (make === undefined) {
      response.writeHead(404).end();
      return;
    }
    const template = made.get(path) ?? make();
    made.set(path, template);
    template.then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    );
  });
  await new Promise<void>((resolve) => answers.listen(0, "127.0.0.1", resolve));
  project.provide("templates", `http://127.0.0.1:${(answers.address() as AddressInfo).port}`);

  return async () => {
    answers.closeAllConnections();
    answers.close();
    for (const step of undo.reverse()) await step();
  };
}
