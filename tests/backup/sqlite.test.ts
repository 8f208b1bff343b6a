import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diskFileStore } from "../../src/adapters/files/disk-file-store.ts";
import { backup } from "../../src/backup/backup.ts";
import { restore } from "../../src/backup/restore.ts";
import type { ListedFileStore } from "../../src/core/files/file-store.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const [sqlite] = databases;
const key = randomBytes(32);
const photo = "photo-of-a-leak-0123456789";
const large = "large-video-0123456789abc";
const now = new Date("2026-03-01T10:00:00Z");

describe("backup and restore of SQLite", () => {
  let home: TestDatabase;
  let folder: string;
  let filesFolder: string;
  let files: ListedFileStore;
  let archive: string;
  beforeEach(async () => {
    if (sqlite === undefined) throw new Error("no SQLite");
    home = await sqlite.create();
    folder = mkdtempSync(join(tmpdir(), "domovoy-backup-"));
    filesFolder = join(folder, "files");
    archive = join(folder, "out", "one.backup");
    files = diskFileStore(filesFolder);
    await files.put(photo, Buffer.from("sealed photo"));
    await files.put(large, randomBytes(700_000));
  });
  afterEach(async () => {
    await home.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const make = (output = archive) =>
    backup({ databaseUrl: home.url, files: { taken: files }, output, key, now });
  const bring = (over: Partial<Parameters<typeof restore>[0]> = {}) =>
    restore({ archive, keys: [key], databaseUrl: home.url, files, now, ...over });
  const path = () => home.url.slice("file:".length);
  const names = (): string[] => {
    const file = new BetterSqlite3(path(), { readonly: true });
    const rows = file.prepare('SELECT name FROM "Company" ORDER BY name').all() as Array<{ name: string }>;
    file.close();
    return rows.map((row) => row.name);
  };
  const add = async (name: string) => {
    const database = await openDatabase(home.url);
    await database.transaction((tx) => tx.company.create({ data: { name } }));
    await database.close();
  };

  it("brings rows and files back, and keeps what stood there aside", async () => {
    await add("before");
    const report = await make();
    expect(report).toMatchObject({ files: 2, output: archive });
    await add("after");
    const before = await files.get(large);
    rmSync(filesFolder, { recursive: true });

    const restored = await bring();
    expect(restored).toMatchObject({ createdAt: now.toISOString(), files: 2, pending: [] });
    expect(names()).toEqual(["before"]);
    expect((await files.get(large)).equals(before)).toBe(true);
    expect(String(await files.get(photo))).toBe("sealed photo");

    const aside = new BetterSqlite3(restored.keptAside ?? "", { readonly: true });
    expect(aside.prepare('SELECT count(*) AS n FROM "Company"').get()).toEqual({ n: 2 });
    aside.close();
    const guarded = new BetterSqlite3(path());
    guarded.exec(`INSERT INTO "LedgerEntry" ("id", "companyId", "key", "kind", "date", "month", "createdAt")
      VALUES ('e', 'c', 'k', 'charge', '2026-03-01', '2026-03', '2026-03-01T10:00:00Z')`);
    expect(() => guarded.exec('DELETE FROM "LedgerEntry"')).toThrow("append-only");
    guarded.close();
    await add("works on");
    expect(names()).toEqual(["before", "works on"]);
  });

  it("restores where no database was", async () => {
    await add("moved");
    await make();
    rmSync(path());
    expect((await bring()).keptAside).toBeNull();
    expect(names()).toEqual(["moved"]);
  });

  it("restores over a file that is no database any more", async () => {
    await add("saved");
    await make();
    writeFileSync(path(), "garbage".repeat(1000));
    expect((await bring()).keptAside).not.toBeNull();
    expect(names()).toEqual(["saved"]);
  });

  it("is consistent, while the bot goes on writing", async () => {
    const database = await openDatabase(home.url);
    await database.transaction(async (tx) => {
      await tx.$executeRaw`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO "Company" ("id", "name") SELECT 'bulk' || i, hex(randomblob(200)) FROM n`;
      await tx.$executeRaw`INSERT INTO "Building" ("id", "companyId", "address", "timeZone", "language")
        SELECT "id", "id", 'A', 'UTC', 'ru' FROM "Company"`;
    });
    let going = true;
    let written = 0;
    const writer = (async () => {
      while (going) {
        const building = { address: "A", timeZone: "UTC", language: "ru" };
        await database.transaction((tx) =>
          tx.company.create({ data: { name: `live ${written}`, buildings: { create: building } } }),
        );
        written += 1;
      }
    })();
    while (written < 20) await new Promise(setImmediate);
    const before = written;
    // In a process of its own, as the command is: in the writer's, two libraries would lose each other's locks.
    const command = spawn(
      process.execPath,
      ["--import", "tsx", join("src", "cli.ts"), "backup", "--output", archive],
      {
        env: {
          PATH: process.env.PATH ?? "",
          DATABASE_URL: home.url,
          DOMOVOY_KEY: key.toString("base64"),
          FILES_URL: `file:${filesFolder}`,
        },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    expect(await once(command, "exit")).toEqual([0, null]);
    const during = written - before;
    going = false;
    await writer;
    await database.close();
    expect(during).toBeGreaterThan(10);

    await bring();
    const file = new BetterSqlite3(path(), { readonly: true });
    const count = (table: string) =>
      (file.prepare(`SELECT count(*) AS n FROM "${table}"`).get() as { n: number }).n;
    const [companies, buildings] = [count("Company"), count("Building")];
    file.close();
    expect(companies).toBe(buildings);
    expect(companies).toBeGreaterThanOrEqual(20_000 + before);
  });

  it("refuses while the database is in use, and changes nothing", async () => {
    await add("kept");
    await make();
    const database = await openDatabase(home.url);
    await database.transaction((tx) => tx.company.create({ data: { name: "in use" } }));
    await expect(bring()).rejects.toMatchObject({
      code: "in-use",
      message: expect.stringContaining("stop Domovoy"),
    });
    await database.close();
    expect(names()).toEqual(["in use", "kept"]);
  });

  const untouched = async (failing: Promise<unknown>, code: string) => {
    await expect(failing).rejects.toMatchObject({ code });
    expect(names()).toEqual(["mine"]);
    expect(readdirSync(folder).sort()).toEqual(["files", "out"]);
    expect(readdirSync(join(path(), "..")).filter((name) => name.includes("restore"))).toEqual([]);
  };

  it("refuses a wrong key, a changed, a cut and a foreign file, and changes nothing", async () => {
    await add("mine");
    await make();
    await untouched(bring({ keys: [randomBytes(32)] }), "wrong-key");

    const whole = readFileSync(archive);
    const changed = Buffer.from(whole);
    changed[whole.length - 100] = (changed[whole.length - 100] ?? 0) ^ 1;
    writeFileSync(archive, changed);
    await untouched(bring(), "archive-damaged");

    writeFileSync(archive, whole);
    truncateSync(archive, whole.length - 300_000);
    await untouched(bring(), "archive-damaged");

    writeFileSync(archive, "hello");
    await untouched(bring(), "archive-unknown");
    await untouched(bring({ archive: join(folder, "nowhere") }), "archive-unknown");
  });

  it("refuses a backup of a newer version", async () => {
    await add("mine");
    const file = new BetterSqlite3(path());
    const future = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
      VALUES ('x', 'y', '29990101000000_future', CURRENT_TIMESTAMP, 1)`;
    file.exec(future);
    file.close();
    await make();
    await untouched(bring(), "schema-ahead");
  });

  it("refuses a backup of the other database", async () => {
    await add("mine");
    await make();
    await untouched(bring({ databaseUrl: "postgresql://nobody@127.0.0.1:1/none" }), "wrong-provider");
  });

  it("overwrites no earlier backup, and leaves no plain copy behind", async () => {
    await make();
    await expect(make()).rejects.toMatchObject({ code: "output-exists" });
    expect(readdirSync(join(folder, "out"))).toEqual(["one.backup"]);
    expect(readFileSync(archive).includes("SQLite format 3")).toBe(false);
  });

  it("says so when there is no database", async () => {
    rmSync(path());
    await expect(make()).rejects.toMatchObject({ code: "nothing-to-back-up" });
    expect(existsSync(archive)).toBe(false);
  });

  it("refuses to back up a database whose rows point to nothing", async () => {
    const file = new BetterSqlite3(path());
    file.pragma("foreign_keys = OFF");
    file.exec(`INSERT INTO "Building" ("id", "companyId", "address", "timeZone", "language")
      VALUES ('b', 'nobody', 'A', 'UTC', 'ru')`);
    file.close();
    await expect(make()).rejects.toMatchObject({ code: "check-failed" });
  });
});
