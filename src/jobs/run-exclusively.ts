import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../database/db.ts";
import { acquireLease, releaseLease, renewLease } from "./lease.ts";

const ttlMs = 60_000;
const retryMs = 1000;

/** So long after its death a run is known to be dead. */
export const deadRunMs = ttlMs + 5000;

/**
 * Runs `task` while no other process does, waiting for its turn up to twice the life of a dead holder's lease. The row
 * stays until the task has ended, however it ends: one that is found at start belongs to a process that died.
 */
export const runExclusively = async (
  database: Database,
  name: string,
  signal: AbortSignal,
  task: () => Promise<void>,
): Promise<"ran" | "gave-way"> => {
  const claim = { database, name: rowOf(name), holder: randomUUID() };
  // Real time: these leases live for the processes, whose time the sandbox cannot move.
  const until = () => new Date(Date.now() + ttlMs);
  const giveUpAt = Date.now() + 2 * ttlMs;
  while (!(await acquireLease(claim, new Date(), until()))) {
    if (Date.now() > giveUpAt || signal.aborted) return "gave-way";
    await sleep(retryMs, undefined, { signal }).catch(() => {});
  }
  // A renewal that fails is tried again by the next; the lease outlives two of them.
  const renewal = setInterval(() => void renewLease(claim, until()).catch(() => {}), ttlMs / 3);
  try {
    if (signal.aborted) return "gave-way";
    await task();
    return "ran";
  } finally {
    clearInterval(renewal);
    await releaseLease(claim);
  }
};

/** Forgets a run that died half way; resolves to whether there was one. */
export const clearDeadRun = async (database: Database, name: string): Promise<boolean> => {
  // On SQLite there is one process, and it has just started.
  const ended = database.provider === "sqlite" ? {} : { until: { lt: new Date() } };
  const { count } = await database.transaction((tx) =>
    tx.lease.deleteMany({ where: { name: rowOf(name), ...ended } }),
  );
  return count > 0;
};

const rowOf = (name: string): string => `running:${name}`;
