import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { PrismaClient } from "../generated/sqlite/client.ts";
import { DatabaseFault } from "./database-fault.ts";
import type { Database } from "./db.ts";
import { keepWalShort, type WalKeeper } from "./keep-wal-short.ts";
import { keepStatements } from "./kept-statements.ts";
import { type SharedClient, shareClient } from "./shared-client.ts";
import { breathing, type StatementWatch, watchStatements } from "./statement-watch.ts";
import { runInSlot, type TransactionSlot } from "./transaction-slot.ts";
import { type Turnstile, turnstile } from "./turnstile.ts";

// FULL would sync at every commit; with WAL, NORMAL can lose the last commits in a power cut but never corrupts.
// A thread copies the WAL (keep-wal-short.ts); the writer itself only when 64 MB have come together.
const pragmas = [
  "journal_mode = WAL",
  "synchronous = NORMAL",
  "foreign_keys = ON",
  "busy_timeout = 5000",
  "wal_autocheckpoint = 16000",
];

const statement = (sql: string) => ({ sql, args: [], argTypes: [] });

const connect = async (path: string, extra: string[] = []): Promise<SqlDriverAdapter> => {
  const adapter = keepStatements(await new PrismaBetterSqlite3({ url: path }).connect());
  for (const pragma of [...pragmas, ...extra]) await adapter.queryRaw(statement(`PRAGMA ${pragma}`));
  return adapter;
};

const connectReader = async (path: string): Promise<SqlDriverAdapter> => {
  const adapter = await connect(path, ["query_only = ON"]);
  const { queryRaw, executeRaw } = breathing(adapter);
  return Object.assign(adapter, { queryRaw, executeRaw });
};

/** The connection that writes. */
const openSlot = async (
  writer: SqlDriverAdapter,
  shared: SharedClient,
  wal: WalKeeper,
): Promise<TransactionSlot> => {
  const watch: StatementWatch = { open: false, failure: undefined };
  const pinned = await shared.pin(watchStatements(breathing(writer), watch));
  const run = async (sql: string) => {
    await writer.executeRaw(statement(sql));
  };
  let begun = false;
  return {
    provider: "sqlite",
    watch,
    begin: async () => {
      const db = await pinned.current();
      await run("BEGIN IMMEDIATE");
      begun = true;
      return db;
    },
    begun: () => begun,
    commit: async () => {
      await run("COMMIT");
      begun = false;
      await wal.committed();
    },
    rollback: async () => {
      if (!begun) return;
      begun = false;
      // SQLite rolls back by itself on a full disk and the like; then there is nothing left to undo.
      await run("ROLLBACK").catch((error: unknown) => {
        if (!String(error instanceof Error ? error.message : error).includes("no transaction")) throw error;
      });
    },
    close: async () => {
      await pinned.release();
      await wal.close();
      await writer.dispose();
    },
  };
};

/** Opens the SQLite file: one connection writes, in turn; another reads committed rows. */
export const openSqlite = async (path: string, gate: Turnstile = turnstile(1)): Promise<Database> => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const writer = await connect(path).catch((error: unknown) => {
    throw new DatabaseFault(
      "cannot-open",
      `Cannot open ${path}; check that the file and its folder can be written.`,
      error,
    );
  });
  const reader = await connectReader(path);
  const shared = await shareClient(
    reader,
    "sqlite",
    (adapter) => new PrismaClient({ adapter, errorFormat: "minimal" }),
  );
  const slot = await openSlot(writer, shared, keepWalShort(path, writer));
  let closed = false;
  return {
    provider: "sqlite",
    read: shared.read,
    transaction: async (fn, options) => {
      if (closed)
        throw new DatabaseFault("closed", "The database is closed; nothing may be written while stopping.");
      const leave = await gate.enter();
      try {
        return await runInSlot(slot, fn, options);
      } finally {
        leave();
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await gate.idle();
      await slot.close();
      await shared.close();
    },
  };
};
