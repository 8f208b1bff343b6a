import { backoffMs } from "../../core/backoff.ts";
import type { Clock } from "../../core/clock.ts";
import type { Database } from "../../database/db.ts";
import type { JobPayload } from "../../jobs/queue.ts";
import type { JobSource, TakenJob } from "./job-source.ts";

export interface EmbeddedSourceOptions {
  database: Database;
  clock: Clock;
  holder: string;
  leaseMs: number;
  tries: number;
  firstRetryMs: number;
}

const longestRetryMs = 3_600_000;

/** Jobs in the table Job. One process takes them, so what another held is free once this one starts. */
export const createEmbeddedSource = (options: EmbeddedSourceOptions): JobSource => {
  const { database, clock, holder } = options;
  const leaseUntil = () => new Date(clock.now().getTime() + options.leaseMs);
  let first = true;
  const mine = (job: TakenJob) => ({ id: Number(job.id), leaseHolder: holder });

  // Held rows have a holder; takeOver frees those of the dead.
  const due = (queues: readonly string[]) => ({
    failedAt: null,
    runAt: { lte: clock.now() },
    queue: { in: [...queues] },
    leaseHolder: null,
  });

  return {
    take: async (queues, limit) => {
      // Looked for without a turn at the writer: mostly there is none.
      const found = await database.read.$queryRawUnsafe<Array<{ id: number | bigint }>>(
        dueFirst,
        clock.now(),
        JSON.stringify(queues),
        limit,
      );
      if (found.length === 0) return [];
      const rows = await database.transaction((tx) =>
        tx.$queryRawUnsafe<Array<{ id: number | bigint; queue: string; payload: unknown }>>(
          claim,
          holder,
          leaseUntil(),
          JSON.stringify(found.map(({ id }) => Number(id))),
        ),
      );
      return rows
        .toSorted((a, b) => Number(a.id) - Number(b.id))
        .map(({ id, queue, payload }) => ({ id: String(id), queue, payload: parsed(payload) }));
    },
    hasDue: async (queues) =>
      (await database.read.job.findFirst({ where: due(queues), select: { id: true } })) !== null,
    complete: async (job) => {
      await database.transaction(
        (tx) =>
          tx.$executeRaw`DELETE FROM "Job" WHERE "id" = ${Number(job.id)} AND "leaseHolder" = ${holder}`,
      );
    },
    fail: (job, failure) =>
      database.transaction(async (tx) => {
        const row = await tx.job.findFirst({ where: mine(job), select: { attempts: true } });
        if (row === null) return "again";
        const now = clock.now();
        const last = row.attempts >= options.tries;
        const runAt = new Date(now.getTime() + backoffMs(row.attempts, { ...options, longestRetryMs }));
        await tx.job.updateMany({
          where: mine(job),
          data: {
            leaseHolder: null,
            leaseUntil: null,
            failure: failure.slice(0, 2000),
            ...(last ? { failedAt: now } : { runAt }),
          },
        });
        return last ? "given-up" : "again";
      }),
    giveBack: async (job) => {
      await database.transaction((tx) =>
        tx.job.updateMany({
          where: mine(job),
          data: { leaseHolder: null, leaseUntil: null, attempts: { decrement: 1 } },
        }),
      );
    },
    renew: async (jobs) => {
      if (jobs.length === 0) return;
      await database.transaction((tx) =>
        tx.job.updateMany({
          where: { id: { in: jobs.map(({ id }) => Number(id)) }, leaseHolder: holder },
          data: { leaseUntil: leaseUntil() },
        }),
      );
    },
    takeOver: async () => {
      const ended = first ? {} : { leaseUntil: { lt: clock.now() } };
      first = false;
      const lost = { leaseHolder: { not: holder }, ...ended };
      if ((await database.read.job.findFirst({ where: lost, select: { id: true } })) === null) return;
      await database.transaction((tx) =>
        tx.job.updateMany({ where: lost, data: { leaseHolder: null, leaseUntil: null } }),
      );
    },
  };
};

const dueFirst = `
SELECT "id" FROM "Job"
WHERE "failedAt" IS NULL AND "runAt" <= ? AND "leaseHolder" IS NULL AND "queue" IN (SELECT "value" FROM json_each(?))
ORDER BY "runAt", "id" LIMIT ?`;

/** Frees the key, so that what changes while the job runs makes a new one. */
const claim = `
UPDATE "Job" SET "leaseHolder" = ?, "leaseUntil" = ?, "attempts" = "attempts" + 1, "singletonKey" = NULL
WHERE "id" IN (SELECT "value" FROM json_each(?)) AND "leaseHolder" IS NULL AND "failedAt" IS NULL
RETURNING "id", "queue", "payload"`;

const parsed = (payload: unknown): JobPayload =>
  (typeof payload === "string" ? JSON.parse(payload) : payload) as JobPayload;
