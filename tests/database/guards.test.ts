import BetterSqlite3 from "better-sqlite3";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealAudit } from "../../src/core/audit/seal-audit.ts";
import type { Database, Tx } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const at = new Date("2026-03-01T10:00:00Z");

const ballot = {
  meetingId: "m",
  index: 1,
  companyId: "c",
  personId: "p",
  by: "owner",
  way: "chat",
  castAt: at,
  hash: "h",
};
const choice = {
  id: "s",
  meetingId: "m",
  weight: "1",
  shares: "1",
  way: "chat",
  answersSealed: "x",
  receiptHash: "r",
};
const entry = { id: "e", companyId: "c", key: "k", kind: "charge", date: "2026-03-01", month: "2026-03" };
const line = { position: 0, companyId: "c", account: "income:s", date: "2026-03-01", debit: 5n, credit: 0n };
const audited = { companyId: "c", at, role: "manager", channel: "slack", act: "test", subjectType: "test" };

const writes = async (tx: Tx): Promise<void> => {
  await tx.meetingBallot.create({ data: ballot });
  await tx.secretChoice.create({ data: choice });
  await tx.ledgerEntry.create({ data: { ...entry, createdAt: at, lines: { create: [line] } } });
  await tx.auditEntry.create({ data: audited });
};

const tables = ["MeetingBallot", "SecretChoice", "LedgerEntry", "LedgerLine", "AuditEntry"] as const;

describe.each(databases)("rows that are promised to stay, on $name", ({ name, create }) => {
  let home: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    home = await create();
    database = await openDatabase(home.url);
    await database.transaction(writes);
    await sealAudit(database);
  });
  afterAll(async () => {
    await database.close();
    await home.drop();
  });

  /** Past Domovoy, as somebody with the database's own tools. */
  const runs = async (sql: string): Promise<void> => {
    if (name === "sqlite") {
      const file = new BetterSqlite3(home.url.slice("file:".length));
      try {
        file.exec(sql);
      } finally {
        file.close();
      }
      return;
    }
    const client = new pg.Client({ connectionString: home.url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const refuses = (table: string, sql: string) =>
    expect(runs(sql), sql).rejects.toThrow(`${table} is append-only`);
  const columnsOf = async (table: string): Promise<string[]> => {
    const rows = await database.transaction((tx) =>
      tx.$queryRawUnsafe<{ name: string }[]>(
        name === "sqlite"
          ? `SELECT "name" FROM pragma_table_info('${table}')`
          : `SELECT column_name AS "name" FROM information_schema.columns WHERE table_name = '${table}'`,
      ),
    );
    return rows.map((row) => row.name);
  };

  it.each(tables)("%s: no column can be changed, no row deleted", async (table) => {
    const columns = await columnsOf(table);
    expect(columns.length).toBeGreaterThan(5);
    for (const column of columns) await refuses(table, `UPDATE "${table}" SET "${column}" = "${column}"`);
    await refuses(table, `DELETE FROM "${table}"`);
    if (name === "postgresql") await refuses(table, `TRUNCATE "${table}" CASCADE`);
  });

  it("an audit entry gets its place once, and nothing else of it changes before", async () => {
    const { id } = await database.transaction((tx) => tx.auditEntry.create({ data: audited }));
    for (const column of await columnsOf("AuditEntry")) {
      if (column === "chainIndex" || column === "hash") continue;
      await refuses("AuditEntry", `UPDATE "AuditEntry" SET "${column}" = "${column}" WHERE "id" = ${id}`);
    }
    expect(await sealAudit(database)).toBe(1);
    await refuses("AuditEntry", `UPDATE "AuditEntry" SET "hash" = NULL WHERE "id" = ${id}`);
  });

  it.runIf(name === "sqlite")("a ballot is not written over another", async () => {
    await refuses("MeetingBallot", `INSERT OR REPLACE INTO "MeetingBallot" SELECT * FROM "MeetingBallot"`);
    await refuses("SecretChoice", `INSERT OR REPLACE INTO "SecretChoice" SELECT * FROM "SecretChoice"`);
  });

  it("more rows can be added", async () => {
    await database.transaction(async (tx) => {
      await tx.meetingBallot.create({ data: { ...ballot, index: 2 } });
      await tx.secretChoice.create({ data: { ...choice, id: "s2", receiptHash: "r2" } });
      await tx.ledgerLine.create({ data: { ...line, entryId: entry.id, position: 1 } });
    });
    expect(await database.read.meetingBallot.count()).toBe(2);
  });
});
