import { performance } from "node:perf_hooks";
import type { SqlDriverAdapter, SqlQuery, Transaction } from "@prisma/driver-adapter-utils";

const longestSilenceMs = 10;
let lastBreath = 0;

/** Lets timers and sockets run: Prisma over better-sqlite3 is synchronous and never yields by itself. */
export const breathe = async (): Promise<void> => {
  if (performance.now() - lastBreath < longestSilenceMs) return;
  await new Promise(setImmediate);
  lastBreath = performance.now();
};

/** What the watched connection is doing: whether a transaction is open, and the first statement that failed in it. */
export interface StatementWatch {
  open: boolean;
  failure: unknown;
}

const rollsBackToSavepoint = /^\s*ROLLBACK TO/i;

/**
 * Watches every statement of a connection that carries one transaction at a time: outside of one they are refused,
 * and a failure is remembered, so that a swallowed error cannot end in a commit.
 */
export const watchStatements = (adapter: SqlDriverAdapter, watch: StatementWatch): SqlDriverAdapter => {
  const guard =
    <T>(run: (query: SqlQuery) => Promise<T>) =>
    async (query: SqlQuery): Promise<T> => {
      if (!watch.open)
        throw new Error("A statement came after its transaction had ended; await every query.");
      await breathe();
      try {
        const result = await run(query);
        if (watch.failure !== undefined && rollsBackToSavepoint.test(query.sql)) watch.failure = undefined;
        return result;
      } catch (error) {
        watch.failure ??= error;
        throw error;
      }
    };
  const queryRaw = guard(adapter.queryRaw.bind(adapter));
  const executeRaw = guard(adapter.executeRaw.bind(adapter));

  // Prisma wraps a nested write in a transaction of its own; here one is open already, as inside $transaction.
  const joined: Transaction = {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    options: { usePhantomQuery: true },
    queryRaw,
    executeRaw,
    commit: async () => {},
    rollback: async () => {
      watch.failure ??= new Error("A nested write failed half way.");
    },
  };
  return Object.assign(Object.create(adapter) as SqlDriverAdapter, {
    queryRaw,
    executeRaw,
    startTransaction: async () => joined,
    dispose: adapter.dispose.bind(adapter),
    executeScript: adapter.executeScript.bind(adapter),
  });
};
