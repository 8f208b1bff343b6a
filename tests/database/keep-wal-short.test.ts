import { existsSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const sqlite = databases.filter(({ name }) => name === "sqlite");

describe.each(sqlite)("the write-ahead log of $name", ({ create }) => {
  let home: TestDatabase;
  let database: Database;
  const path = () => home.url.replace(/^file:/, "");
  const size = () => statSync(path()).size;

  beforeAll(async () => {
    home = await create();
    database = await openDatabase(home.url);
  });
  afterAll(() => home.drop());

  const write = (bytes: number) =>
    database.transaction((tx) => tx.company.create({ data: { name: "x".repeat(bytes) } }));

  it("is copied while transactions go on, long before the writer would do so", async () => {
    const before = size();
    for (let megabyte = 1; megabyte <= 18; megabyte += 1) await write(1_000_000);
    await expect
      .poll(async () => {
        await write(1);
        return size() - before;
      })
      .toBeGreaterThan(16_000_000);
  });

  it("is gone when the database is closed", async () => {
    await database.close();
    expect(existsSync(`${path()}-wal`)).toBe(false);
  });
});
