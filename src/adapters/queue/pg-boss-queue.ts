import { randomUUID } from "node:crypto";
import pg from "pg";
import PgBoss from "pg-boss";
import type { Clock } from "../../core/clock.ts";
import type { JobDraft } from "../../core/work/job-draft.ts";
import type { Tx } from "../../database/db.ts";
import type { Queue } from "../../jobs/queue.ts";
import { createJobRunner, type RunnerOptions, runnerDefaults } from "./job-runner.ts";
import { createPgBossSource, lockWaiting } from "./pg-boss-source.ts";

export interface PgBossQueueOptions extends Partial<Omit<RunnerOptions, "logger">> {
  /** postgresql://… */
  url: string;
  clock: Clock;
  logger: RunnerOptions["logger"];
  /** Calls of the handler for one job before it is given up; 5 if not given. */
  tries?: number;
  /** 5 if not given; about twice as long each time. 0 retries at once. */
  firstRetrySeconds?: number;
  /** Connections; 3 if not given. */
  poolSize?: number;
}

const enqueueTries = 5;

/** The queue that processes share on PostgreSQL. Creates or upgrades pg-boss's own schema. */
export const openPgBossQueue = async (options: PgBossQueueOptions): Promise<Queue> => {
  const runner = { ...runnerDefaults, ...options };
  const leaseSeconds = Math.max(1, Math.ceil(runner.leaseMs / 1000));
  const firstRetrySeconds = options.firstRetrySeconds ?? 5;
  const boss = new PgBoss({
    connectionString: options.url,
    max: options.poolSize ?? 3,
    schedule: false,
    expireInSeconds: leaseSeconds,
    maintenanceIntervalSeconds: Math.max(1, Math.floor(leaseSeconds / 3)),
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 7,
  });
  boss.on("error", (error) =>
    options.logger.warn({ err: error }, "pg-boss had an error; it goes on by itself"),
  );
  await boss.start();

  const known = new Set<string>();
  const ensureQueues = async (names: readonly string[]): Promise<void> => {
    if (names.every((name) => known.has(name))) return;
    for (const { name } of await boss.getQueues()) known.add(name);
    const missing = names.filter((name) => !known.has(name));
    if (missing.length === 0) return;
    await makingQueues(options, async () => {
      for (const name of missing) {
        // "short": at most one waiting job with a key.
        await boss.createQueue(name, {
          name,
          policy: "short",
          retryLimit: (options.tries ?? 5) - 1,
          retryDelay: firstRetrySeconds,
          retryBackoff: firstRetrySeconds > 0,
          expireInSeconds: leaseSeconds,
        });
        known.add(name);
      }
    });
  };

  const enqueueOne = async (tx: Tx, draft: JobDraft): Promise<void> => {
    const db = {
      executeSql: async (text: string, values: unknown[] = []) => ({
        rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values.map((value) => value ?? null)),
      }),
    };
    const key = draft.singletonKey ?? randomUUID();
    for (let attempt = 1; attempt <= enqueueTries; attempt += 1) {
      const id = await boss.send(draft.queue, draft.payload, {
        singletonKey: key,
        db,
        ...(draft.runAt === undefined ? {} : { startAfter: onRealClock(draft.runAt, options.clock) }),
      });
      if (id !== null || (await lockWaiting(tx, draft.queue, key))) return;
    }
    throw new Error(`A job of ${draft.queue} could not be enqueued; is pgboss.queue missing its row?`);
  };

  const running = createJobRunner(createPgBossSource(boss), runner);
  return {
    ...running,
    enqueue: async (tx, drafts) => {
      // All first: a transaction that has written jobs does not see partitions that are made later.
      await ensureQueues(drafts.map(({ queue }) => queue));
      for (const draft of drafts) await enqueueOne(tx, draft);
    },
    start: async (handlers) => {
      await ensureQueues(Object.keys(handlers));
      await running.start(handlers);
    },
    stop: async () => {
      await running.stop();
      await boss.stop({ graceful: false, close: true });
    },
  };
};

/**
 * One process after the other: a queue is a table of its own, and two that make theirs at once wait for each other until
 * PostgreSQL ends one of them. Held by a transaction, so that a pooler between may have any connection for it.
 */
const makingQueues = async (
  { url, logger }: Pick<PgBossQueueOptions, "url" | "logger">,
  make: () => Promise<void>,
): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  client.on("error", (error) =>
    logger.warn({ err: error }, "the connection that holds the lock of the queues broke"),
  );
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('making queues', 0))");
    await make();
  } finally {
    await client.end();
  }
};

/** pg-boss goes by the database's clock, which the sandbox cannot move. */
const onRealClock = (at: Date, clock: Clock): Date =>
  new Date(Date.now() + at.getTime() - clock.now().getTime());
