import { performance } from "node:perf_hooks";
import type { SqlQuery, SqlQueryable, Transaction } from "@prisma/driver-adapter-utils";
import type { RawConnection } from "./raw-statements.ts";

const longestSilenceMs = 10;
let lastBreath = 0;

/** Lets timers and sockets run: Prisma over better-sqlite3 is synchronous and never yields by itself. */
const breathe = async (): Promise<void> => {
  if (performance.now() - lastBreath < longestSilenceMs) return;
  await new Promise(setImmediate);
  lastBreath = performance.now();
};

/** The statements of a connection, before which others have their turn. */
export const breathing = (connection: SqlQueryable): SqlQueryable => {
  const { provider, adapterName } = connection;
  const queryRaw = connection.queryRaw.bind(connection);
  const executeRaw = connection.executeRaw.bind(connection);
  return {
    provider,
    adapterName,
    queryRaw: async (query) => {
      await breathe();
      return queryRaw(query);
    },
    executeRaw: async (query) => {
      await breathe();
      return executeRaw(query);
    },
  };
};

/** What the watched connection is doing: whether a transaction is open, and the first statement that failed in it. */
export interface StatementWatch {
  open: boolean;
  failure: unknown;
}

const rollsBackToSavepoint = /^\s*ROLLBACK TO/i;

/**
 * Watches every statement of a connection that carries one transaction at a time: outside of one they are refused,
 * and a failure is remembered, so that a swallowed error cannot end in a commit. What is asked is passed on at once.
 */
export const watchStatements = (connection: SqlQueryable, watch: StatementWatch): Transaction => {
  const guard = guardOf(watch);
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    options: { usePhantomQuery: true },
    queryRaw: (query: SqlQuery) => guard(query.sql, () => connection.queryRaw(query)),
    executeRaw: (query: SqlQuery) => guard(query.sql, () => connection.executeRaw(query)),
    // What Prisma takes for its transaction lives as long as the connection; ours are begun and ended beside it.
    commit: async () => {},
    rollback: async () => {},
  };
};

/** The same for raw statements that go another way than those of Prisma. */
export const watchRaw = (connection: RawConnection, watch: StatementWatch): RawConnection => {
  const guard = guardOf(watch);
  return {
    query: (sql, values) => guard(sql, () => connection.query(sql, values)),
    execute: (sql, values) => guard(sql, () => connection.execute(sql, values)),
  };
};

const guardOf =
  (watch: StatementWatch) =>
  async <T>(sql: string, run: () => Promise<T>): Promise<T> => {
    if (!watch.open) throw new Error("A statement came after its transaction had ended; await every query.");
    try {
      const result = await run();
      if (watch.failure !== undefined && rollsBackToSavepoint.test(sql)) watch.failure = undefined;
      return result;
    } catch (error) {
      watch.failure ??= error;
      throw error;
    }
  };
