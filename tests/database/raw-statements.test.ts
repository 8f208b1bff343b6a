import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { tableInsert } from "../../src/database/table-insert.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const events = tableInsert("InboxEntry", { id: "text", at: "timestamp(3)" });

describe.each(databases)("Raw statements on $name", ({ create }) => {
  let home: TestDatabase;
  let database: Database;
  const at = new Date("2026-03-04T05:06:07.089Z");
  beforeAll(async () => {
    home = await create();
    database = await openDatabase(home.url);
  });
  afterAll(async () => {
    await database.close();
    await home.drop();
  });

  it("give values back as the models do", async () => {
    const titles = { ru: "Ёлка", en: 'a "quoted" one' };
    const id = await database.transaction(async (tx) => {
      const company = await tx.company.create({ data: { name: "Дом", timeZone: "Europe/Moscow" } });
      const category = await tx.category.create({
        data: { companyId: company.id, key: "x", titles, emergency: true, position: 7 },
      });
      return category.id;
    });
    const rows = await database.read.$queryRaw<unknown[]>`
      SELECT "key", "titles", "emergency", "position", "parentId" FROM "Category" WHERE "id" = ${id}`;
    expect(rows).toEqual([{ key: "x", titles, emergency: true, position: 7, parentId: null }]);
  });

  it("compare moments that models, values and rows of a table wrote", async () => {
    await database.transaction(async (tx) => {
      await tx.inboxEntry.create({ data: { id: "model", at } });
      await tx.$executeRaw`INSERT INTO "InboxEntry" ("id", "at") VALUES (${"value"}, ${at})`;
      expect(await events.insert(tx, [{ id: "json", at }])).toBe(1);
      expect(await events.insertOne(tx, { id: "one", at })).toBe("one");
    });
    const same = await database.read.$queryRaw<unknown[]>`
      SELECT "id", "at" FROM "InboxEntry" WHERE "at" = ${at} ORDER BY "id"`;
    expect(same).toEqual(["json", "model", "one", "value"].map((id) => ({ id, at })));
    expect(await database.read.inboxEntry.count({ where: { at } })).toBe(4);
  });

  it("refuse undefined instead of writing nothing", async () => {
    const missing: string | undefined = undefined;
    const asked = database.read.$queryRaw`SELECT "id" FROM "InboxEntry" WHERE "id" = ${missing}`;
    await expect(asked).rejects.toThrow("undefined");
  });
});
