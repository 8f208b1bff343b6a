import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { gatheringSocket } from "./gathering-socket.ts";
import type { SharedClient } from "./shared-client.ts";
import { statementName } from "./statement-name.ts";
import { type StatementWatch, watchStatements } from "./statement-watch.ts";
import type { TransactionSlot } from "./transaction-slot.ts";

// A lost connection fails the statement that is under way or comes next; unheard, it would end the process.
const ignore = () => {};

/** Looks like a pool to Prisma's adapter, but sends everything over the connection that holds the transaction. */
class HeldConnection extends pg.Pool {
  held: pg.PoolClient | undefined;

  override query = (async (query: pg.QueryConfig) => {
    if (this.held === undefined) throw new Error("No transaction is open on this connection.");
    try {
      return await this.held.query(query);
    } catch (error) {
      throw preferColumns(error);
    }
  }) as pg.Pool["query"];
}

/** The adapter names the columns of a broken unique index only where it does not know the index. */
const preferColumns = (error: unknown): unknown => {
  if (error instanceof pg.DatabaseError && error.code === "23505" && error.detail?.includes("Key (")) {
    error.constraint = undefined;
  }
  return error;
};

// Whoever writes without having begun is refused (see `writerOptions`).
const begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/** In the same round trip; a subquery's ORDER BY names the index that is meant. */
const beginByIndex = `${begin}; SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_sort = off;
SET LOCAL enable_seqscan = off`;

/**
 * For the connections that carry transactions. Statements are sent without waiting for the answers to those before,
 * BEGIN too. Should it fail alone, what follows must not commit by itself: outside of a transaction of ours nothing may
 * be written.
 */
export const writerOptions = {
  pipeline: true,
  stream: gatheringSocket,
  options: "-c default_transaction_read_only=on",
} satisfies pg.ClientConfig;

/** A place for one transaction at a time, each on a connection of the pool. */
export const postgresqlSlot = async (pool: pg.Pool, shared: SharedClient): Promise<TransactionSlot> => {
  const connection = new HeldConnection();
  const watch: StatementWatch = { open: false, failure: undefined };
  let begun = true;
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
    begin: async ({ byIndex = false }) => {
      const db = await pinned.current();
      const held = await pool.connect();
      held.on("error", ignore);
      connection.held = held;
      begun = true;
      // Not waited for: the first statement leaves with it, and fails when it does.
      held.query(byIndex ? beginByIndex : begin).catch(() => {
        begun = false;
      });
      return db;
    },
    begun: () => begun,
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
