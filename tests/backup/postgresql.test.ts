import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diskFileStore } from "../../src/adapters/files/disk-file-store.ts";
import { backup } from "../../src/backup/backup.ts";
import { ask, findTool, majorOf, serverMajor } from "../../src/backup/postgresql-tools.ts";
import { restore } from "../../src/backup/restore.ts";
import type { ListedFileStore } from "../../src/core/files/file-store.ts";
import { applyMigrations } from "../../src/database/migrate.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { databases } from "../support/databases.ts";
import { findPostgres } from "../support/postgres-binaries.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";

const key = randomBytes(32);
const photo = "photo-of-a-leak-0123456789";
const now = new Date("2026-03-01T10:00:00Z");

/** The newest pg_dump here, if there is one, and whether a server of its version can be started. */
const dumpMajor = await findTool("pg_dump", 0).then(majorOf, () => 0);
const canRoundTrip = dumpMajor > 0 && findPostgres(dumpMajor) !== undefined;

describe("backup of PostgreSQL", () => {
  it("says which package to install when pg_dump is missing or older than the server", async () => {
    const message = { code: "tools-missing", message: expect.stringContaining("postgresql-client-99") };
    await expect(findTool("pg_dump", 99)).rejects.toMatchObject(message);
  });

  it("fails clearly on the test server when only an older pg_dump is here", async ({ skip }) => {
    const home = await databases[1]?.create();
    if (home === undefined) throw new Error("no PostgreSQL");
    try {
      if ((await serverMajor(home.url)) <= dumpMajor) skip("pg_dump is new enough here");
      const output = join(tmpdir(), `domovoy-${randomBytes(6).toString("hex")}.backup`);
      const failing = backup({ databaseUrl: home.url, files: { leftIn: "elsewhere" }, output, key, now });
      await expect(failing).rejects.toMatchObject({ code: "tools-missing" });
    } finally {
      await home.drop();
    }
  });
});

describe.skipIf(!canRoundTrip)(`backup and restore of PostgreSQL ${dumpMajor}`, () => {
  let server: PostgresServer;
  let url: string;
  let folder: string;
  let filesFolder: string;
  let files: ListedFileStore;
  beforeAll(async () => {
    server = await startPostgres(dumpMajor);
    await ask(server.url, "CREATE DATABASE domovoy");
    url = server.url.replace(/postgres$/, "domovoy");
    await applyMigrations(url);
    folder = mkdtempSync(join(tmpdir(), "domovoy-backup-"));
    filesFolder = join(folder, "files");
    files = diskFileStore(filesFolder);
    await files.put(photo, Buffer.from("sealed photo"));
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const add = async (name: string) => {
    const database = await openDatabase(url);
    await database.transaction((tx) => tx.company.create({ data: { name } }));
    await database.close();
  };
  const names = async () =>
    (await ask<{ name: string }>(url, 'SELECT name FROM "Company" ORDER BY name')).map((row) => row.name);

  it("brings rows and files back, refuses while in use, keeps the former database", async () => {
    const archive = join(folder, "pg.backup");
    await add("до");
    await backup({ databaseUrl: url, files: { taken: files }, output: archive, key, now });
    await add("после");
    rmSync(filesFolder, { recursive: true });

    const bring = () => restore({ archive, keys: [key], databaseUrl: url, files, now });
    const database = await openDatabase(url);
    await database.read.company.count();
    await expect(bring()).rejects.toMatchObject({ code: "in-use" });
    await database.close();
    expect(await names()).toEqual(["до", "после"]);

    const report = await bring();
    expect(report).toMatchObject({
      files: 1,
      pending: [],
      keptAside: "domovoy_before_restore_20260301100000",
    });
    expect(await names()).toEqual(["до"]);
    expect(String(await files.get(photo))).toBe("sealed photo");
    const kept = url.replace(/domovoy$/, report.keptAside ?? "");
    expect(await ask(kept, 'SELECT 1 FROM "Company"')).toHaveLength(2);
    await expect(ask(url, 'DELETE FROM "MeetingBallot"')).rejects.toThrow("append-only");
    await add("дальше");
    expect(await names()).toEqual(["дальше", "до"]);
  });

  it("leaves everything as it was when the dump cannot be loaded", async () => {
    const archive = join(folder, "broken.backup");
    await backup({ databaseUrl: url, files: { leftIn: "elsewhere" }, output: archive, key, now });
    const rows = await names();
    await ask(server.url, 'CREATE DATABASE "domovoy_before_restore_20270101000000"');
    const clash = new Date("2027-01-01T00:00:00Z");
    await expect(
      restore({ archive, keys: [key], databaseUrl: url, files: null, now: clash }),
    ).rejects.toThrow();
    expect(await names()).toEqual(rows);
    expect(await ask(url, "SELECT 1 FROM pg_database WHERE datname LIKE 'domovoy_restored%'")).toEqual([]);
  });
});
