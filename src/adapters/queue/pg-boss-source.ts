import type PgBoss from "pg-boss";
import type { Tx } from "../../database/db.ts";
import type { JobPayload } from "../../jobs/queue.ts";
import type { JobSource } from "./job-source.ts";

/** Jobs in pg-boss's table, shared by SKIP LOCKED. A job's expiry serves as its lease, moved on while it is in hand. */
export const createPgBossSource = (boss: PgBoss): JobSource => {
  const db = boss.getDb();
  let turn = 0;
  return {
    take: async (queues, limit) => {
      const taken: Array<{ id: string; queue: string; payload: JobPayload }> = [];
      // Another queue comes first each time, so that a full one does not starve the rest.
      turn += 1;
      for (const offset of queues.keys()) {
        const queue = queues[(turn + offset) % queues.length];
        if (queue === undefined || taken.length >= limit) break;
        const jobs = await boss.fetch<JobPayload>(queue, { batchSize: limit - taken.length });
        taken.push(...jobs.map(({ id, data }) => ({ id, queue, payload: data })));
      }
      return taken;
    },
    hasDue: async (queues) => {
      const { rows } = await db.executeSql(
        "SELECT 1 FROM pgboss.job WHERE name = ANY ($1) AND state < 'active' AND start_after < now() LIMIT 1",
        [queues],
      );
      return rows.length > 0;
    },
    complete: async ({ queue, id }) => {
      await boss.complete(queue, id);
    },
    fail: async ({ queue, id }, failure) => {
      await boss.fail(queue, id, { message: failure });
      const { rows } = await db.executeSql("SELECT state FROM pgboss.job WHERE name = $1 AND id = $2", [
        queue,
        id,
      ]);
      return rows[0]?.state === "failed" ? "given-up" : "again";
    },
    giveBack: async ({ queue, id }) => {
      await boss.fail(queue, id, { message: "the process stopped" });
    },
    renew: async (jobs) => {
      if (jobs.length === 0) return;
      await db.executeSql(
        "UPDATE pgboss.job SET started_on = now() WHERE name = ANY ($1) AND id = ANY ($2::uuid[]) AND state = 'active'",
        [[...new Set(jobs.map(({ queue }) => queue))], jobs.map(({ id }) => id)],
      );
    },
    // pg-boss's own maintenance retries what has expired.
    takeOver: async () => {},
  };
};

/**
 * Holds the waiting job with this key until the transaction ends, so that it does not start before what was changed is
 * committed. False: it has just been taken, and a new one is needed.
 */
export const lockWaiting = async (tx: Tx, queue: string, key: string): Promise<boolean> => {
  const rows = await tx.$queryRawUnsafe<unknown[]>(
    "SELECT 1 FROM pgboss.job WHERE name = $1 AND singleton_key = $2 AND state = 'created' FOR UPDATE",
    queue,
    key,
  );
  return rows.length > 0;
};
