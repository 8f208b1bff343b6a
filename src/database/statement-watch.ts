import { performance } from "node:perf_hooks";
import type { SqlQuery, SqlQueryable, Transaction } from "@prisma/driver-adapter-utils";

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
  const guard =
    <T>(run: (query: SqlQuery) => Promise<T>) =>
    async (query: SqlQuery): Promise<T> => {
      if (!watch.open)
        throw new Error("A statement came after its transaction had ended; await every query.");
      try {
        const result = await run(query);
        if (watch.failure !== undefined && rollsBackToSavepoint.test(query.sql)) watch.failure = undefined;
        return result;
      } catch (error) {
        watch.failure ??= error;
        throw error;
      }
    };
  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    options: { usePhantomQuery: true },
    queryRaw: guard(connection.queryRaw.bind(connection)),
    executeRaw: guard(connection.executeRaw.bind(connection)),
    // What Prisma takes for its transaction lives as long as the connection; ours are begun and ended beside it.
    commit: async () => {},
    rollback: async () => {},
  };
};
