import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { overRows } from "../../src/database/over-rows.ts";
import { tableInsert } from "../../src/database/table-insert.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const penalties = tableInsert("Penalty", {
  id: "text",
  companyId: "text",
  accountId: "text",
  receiptId: "text",
  until: "text",
  amount: "bigint",
  segments: "jsonb",
  entryId: "text",
  createdBy: "text",
  createdAt: "timestamp(3)",
});

const rename = overRows(
  { id: "text", amount: "bigint", name: "text" },
  (rows) => `
  UPDATE "Penalty" AS p SET "createdBy" = s."name", "amount" = p."amount" + s."amount" FROM ${rows} WHERE p."id" = s."id"`,
);

const awkward = ["", "NULL", "null", "{a,b}", 'say "no"', "C:\\temp\\", "a\nb", " ёлка ", "x'); --", "\\"];

describe.each(databases)("Rows given to a statement on $name", ({ create }) => {
  let home: TestDatabase;
  let database: Database;
  const createdAt = new Date("2026-03-04T05:06:07.089Z");
  const row = (id: string, name: string | null) => ({
    id,
    companyId: "c",
    accountId: "a",
    receiptId: id,
    until: "2026-03-31",
    amount: "9007199254740993",
    segments: [{ name, days: 3 }],
    entryId: "e",
    createdBy: name,
    createdAt,
  });
  beforeAll(async () => {
    home = await create();
    database = await openDatabase(home.url);
  });
  afterAll(async () => {
    await database.close();
    await home.drop();
  });

  it.each([1, awkward.length + 1])("are written as they are, %i of them", async (count) => {
    const names = [...awkward, null].slice(-count);
    const rows = names.map((name, at) => row(`${count}-${at}`, name));
    await database.transaction(async (tx) => {
      expect(await penalties.insert(tx, rows)).toBe(count);
    });
    const found = await database.read.penalty.findMany({
      where: { id: { startsWith: `${count}-` } },
      orderBy: { id: "asc" },
    });
    expect(found.toSorted((a, b) => Number(a.id.slice(3)) - Number(b.id.slice(3)))).toEqual(
      rows
        .map((one) => ({ ...one, amount: 9007199254740993n }))
        .toSorted((a, b) => Number(a.id.slice(3)) - Number(b.id.slice(3))),
    );
  });

  it("are gone over by one statement", async () => {
    const rows = awkward.map((_name, at) => row(`over-${at}`, null));
    await database.transaction(async (tx) => {
      await penalties.insert(tx, rows);
      await rename(
        tx,
        awkward.map((name, at) => ({ id: `over-${at}`, amount: "-2", name })),
      );
    });
    const found = await database.read.penalty.findMany({ where: { id: { startsWith: "over-" } } });
    for (const { id, createdBy, amount } of found) {
      expect(createdBy).toBe(awkward[Number(id.slice(5))]);
      expect(amount).toBe(9007199254740991n);
    }
    expect(found).toHaveLength(awkward.length);
  });
});
