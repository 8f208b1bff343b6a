import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { isUniqueViolation } from "../../src/database/unique-violation.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

describe.each(databases)("unique violations on $name", ({ create }) => {
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

  const failure = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("names the columns of the index", async () => {
    const { id } = await database.transaction((tx) => tx.company.create({ data: { name: "c" } }));
    const building = { companyId: id, address: "Lenina 1", timeZone: "UTC", language: "ru" };
    const twice = () => database.transaction((tx) => tx.building.create({ data: building }));
    await twice();
    expect(isUniqueViolation(await failure(twice()))).toEqual({ fields: ["companyId", "address"] });
  });

  it("names the primary key", async () => {
    const twice = () => database.transaction((tx) => tx.company.create({ data: { id: "one", name: "c" } }));
    await twice();
    expect(isUniqueViolation(await failure(twice()))).toEqual({ fields: ["id"] });
  });

  it("recognises raw statements", async () => {
    const insert = () =>
      database.transaction((tx) => tx.$executeRaw`INSERT INTO "Company" ("id", "name") VALUES ('raw', 'c')`);
    await insert();
    expect(isUniqueViolation(await failure(insert()))).toEqual({ fields: ["id"] });
  });

  it("leaves other failures alone", async () => {
    const orphan = { companyId: "nobody", address: "A", timeZone: "UTC", language: "ru" };
    const error = await failure(database.transaction((tx) => tx.building.create({ data: orphan })));
    expect(error).toMatchObject({ code: "P2003" });
    expect(isUniqueViolation(error)).toBeUndefined();
    expect(isUniqueViolation(new Error("other"))).toBeUndefined();
    expect(isUniqueViolation(undefined)).toBeUndefined();
  });
});
