import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

describe.each(databases)("Cyrillic on $name", ({ name, create }) => {
  let home: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    home = await create();
    database = await openDatabase(home.url);
  });
  afterAll(async () => {
    await database.close();
    await home.drop();
  });

  it("is kept and found as it was written", async () => {
    await database.transaction(async (tx) => {
      for (const title of ["Яблоневая", "Абрикосовая", "Ёлочная"])
        await tx.company.create({ data: { name: title } });
    });
    const found = await database.read.company.findMany({ where: { name: { contains: "лочна" } } });
    expect(found.map((row) => row.name)).toEqual(["Ёлочная"]);
  });

  it("is folded by PostgreSQL and not by SQLite, so that search needs a column of its own", async () => {
    const rows = await database.read.$queryRaw<[{ low: string }]>`SELECT lower('ПРИВЕТ Ёж') AS low`;
    expect(rows[0].low).toBe(name === "postgresql" ? "привет ёж" : "ПРИВЕТ Ёж");
  });
});
