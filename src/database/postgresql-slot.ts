import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { TransactionOptions } from "./db.ts";
import type { SharedClient } from "./shared-client.ts";
import { statementName } from "./statement-name.ts";
import { type StatementWatch, watchStatements } from "./statement-watch.ts";
import type { TransactionSlot } from "./transaction-slot.ts";

// A lost connection fails the statement that is under way or comes next; unheard, it would end the process.
const ignore = () => {};

/** Looks like a pool to Prisma's adapter, but sends everything over the connection that holds the transaction. */
class HeldConnection extends pg.Pool {
  held: pg.PoolClient | undefined;
  private last: Promise<unknown> = Promise.resolve();

  // Prisma loads several relations at once, but one connection answers one statement at a time.
  override query = ((query: pg.QueryConfig) => {
    const result = this.last.then(() => this.run(query));
    this.last = result.catch(ignore);
    return result;
  }) as pg.Pool["query"];

  private async run(query: pg.QueryConfig): Promise<unknown> {
    if (this.held === undefined) throw new Error("No transaction is open on this connection.");
    try {
      return await this.held.query(query);
    } catch (error) {
      throw preferColumns(error);
    }
  }
}

/** The adapter names the columns of a broken unique index only where it does not know the index. */
const preferColumns = (error: unknown): unknown => {
  if (error instanceof pg.DatabaseError && error.code === "23505" && error.detail?.includes("Key (")) {
    error.constraint = undefined;
  }
  return error;
};

const begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

/** In the same round trip; a subquery's ORDER BY names the index that is meant. */
const beginByIndex = `${begin}; SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_sort = off;
SET LOCAL enable_seqscan = off`;

/** After a restart of the server every idle connection of the pool is dead; nothing was done on it yet. */
const beginOn = async (pool: pg.Pool, { byIndex = false }: TransactionOptions): Promise<pg.PoolClient> => {
  for (let spare = pool.idleCount; ; spare -= 1) {
    const held = await pool.connect();
    held.on("error", ignore);
    try {
      await held.query(byIndex ? beginByIndex : begin);
      return held;
    } catch (error) {
      held.removeListener("error", ignore);
      held.release(error instanceof Error ? error : true);
      if (spare <= 0) throw error;
    }
  }
};

/** A place for one transaction at a time, each on a connection of the pool. */
export const postgresqlSlot = async (pool: pg.Pool, shared: SharedClient): Promise<TransactionSlot> => {
  const connection = new HeldConnection();
  const watch: StatementWatch = { open: false, failure: undefined };
  const inner = await new PrismaPg(connection, { statementNameGenerator: statementName }).connect();
  const pinned = await shared.pin(watchStatements(inner, watch));

  const release = (broken?: Error) => {
    const held = connection.held;
    connection.held = undefined;
    held?.removeListener("error", ignore);
    held?.release(broken);
  };
  return {
    provider: "postgresql",
    watch,
    begin: async (options) => {
      const db = await pinned.current();
      connection.held = await beginOn(pool, options);
      return db;
    },
    commit: async () => {
      const result = await connection.held?.query("COMMIT");
      // PostgreSQL answers ROLLBACK, without an error, when the transaction had failed before.
      if (result?.command !== "COMMIT") throw new Error("PostgreSQL rolled the transaction back at commit.");
      release();
    },
    rollback: async () => {
      try {
        await connection.held?.query("ROLLBACK");
        release();
      } catch (error) {
        release(error instanceof Error ? error : new Error(String(error)));
      }
    },
    close: async () => {
      await pinned.release();
      await inner.dispose();
    },
  };
};
