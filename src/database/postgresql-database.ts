import { setTimeout as sleep } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "../generated/postgresql/client.ts";
import { DatabaseFault } from "./database-fault.ts";
import type { Database, TransactionOptions, Tx } from "./db.ts";
import { postgresqlSlot, writerOptions } from "./postgresql-slot.ts";
import { shareClient } from "./shared-client.ts";
import { statementName } from "./statement-name.ts";
import { runInSlot, type TransactionSlot } from "./transaction-slot.ts";
import { turnstile } from "./turnstile.ts";

export interface PostgresqlOptions {
  /** Connections in all, shared between transactions and reads; 10 if not given. */
  poolSize?: number;
  /** Told when an idle connection breaks; it is replaced by itself. */
  onConnectionLost?: (error: Error) => void;
}

const attempts = 5;
const retried = new Set(["40001", "40P01"]);

const sqlState = (error: unknown): string | undefined => {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, cause } = error as { code?: unknown; cause?: { originalCode?: unknown; code?: unknown } };
  const state = cause?.originalCode ?? cause?.code ?? code;
  return typeof state === "string" ? state : undefined;
};

/** Opens PostgreSQL: some connections carry transactions, the others read. */
export const openPostgresql = async (url: string, options: PostgresqlOptions = {}): Promise<Database> => {
  const size = Math.max(2, options.poolSize ?? 10);
  const writers = Math.ceil(size * 0.6);
  const onError = options.onConnectionLost ?? (() => {});
  const pool = new pg.Pool({
    connectionString: url,
    max: writers,
    connectionTimeoutMillis: 10_000,
    ...writerOptions,
  });
  pool.on("error", onError);
  const readers = new PrismaPg(
    {
      connectionString: url,
      max: size - writers,
      connectionTimeoutMillis: 10_000,
      options: "-c default_transaction_read_only=on",
    },
    { statementNameGenerator: statementName, onPoolError: onError },
  );
  const readAdapter = await readers.connect();
  const shared = await shareClient(
    readAdapter,
    "postgresql",
    (adapter) => new PrismaClient({ adapter, errorFormat: "minimal" }),
  );
  const gate = turnstile(writers);
  const idle: TransactionSlot[] = [];
  let closed = false;

  const once = async <T>(fn: (tx: Tx) => Promise<T>, how?: TransactionOptions) => {
    const leave = await gate.enter();
    const slot = idle.pop() ?? (await postgresqlSlot(pool, shared));
    try {
      return { ok: true as const, value: await runInSlot(slot, fn, how) };
    } catch (error) {
      const again = retried.has(sqlState(slot.watch.failure) ?? sqlState(error) ?? "");
      return { ok: false as const, error, again, begun: slot.begun() };
    } finally {
      idle.push(slot);
      leave();
    }
  };

  return {
    provider: "postgresql",
    read: shared.read,
    transaction: async (fn, how) => {
      if (closed)
        throw new DatabaseFault("closed", "The database is closed; nothing may be written while stopping.");
      // After a restart of the server every idle connection is dead; on those nothing was done yet.
      let spare = writers;
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await once(fn, how);
        if (outcome.ok) return outcome.value;
        if (!outcome.begun && spare > 0) {
          spare -= 1;
          attempt -= 1;
          continue;
        }
        if (!outcome.again || attempt === attempts) throw outcome.error;
        await sleep(Math.random() * 10 * 2 ** attempt);
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await gate.idle();
      await Promise.all(idle.map((slot) => slot.close()));
      await shared.close();
      await pool.end();
    },
  };
};
