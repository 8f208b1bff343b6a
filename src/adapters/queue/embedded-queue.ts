import { randomUUID } from "node:crypto";
import type { Clock } from "../../core/clock.ts";
import type { Database } from "../../database/db.ts";
import type { Queue } from "../../jobs/queue.ts";
import { createEmbeddedSource } from "./embedded-source.ts";
import { createJobRunner, type RunnerOptions, runnerDefaults } from "./job-runner.ts";

export interface EmbeddedQueueOptions extends Partial<Omit<RunnerOptions, "logger">> {
  database: Database;
  clock: Clock;
  logger: RunnerOptions["logger"];
  /** Calls of the handler for one job before it is given up; 5 if not given. */
  tries?: number;
  /** 5 s if not given; four times as long each time. */
  firstRetryMs?: number;
}

/** The queue of one process on SQLite: the table Job. */
export const createEmbeddedQueue = (options: EmbeddedQueueOptions): Queue => {
  const runner = { ...runnerDefaults, ...options };
  const source = createEmbeddedSource({
    database: options.database,
    clock: options.clock,
    holder: randomUUID(),
    leaseMs: runner.leaseMs,
    tries: options.tries ?? 5,
    firstRetryMs: options.firstRetryMs ?? 5000,
  });
  return {
    ...createJobRunner(source, runner),
    enqueue: async (tx, drafts) => {
      if (drafts.length === 0) return;
      const now = options.clock.now();
      const rows = drafts.map((draft) => ({
        queue: draft.queue,
        payload: draft.payload,
        singletonKey: draft.singletonKey ?? null,
        runAt: timestamp(draft.runAt ?? now),
        createdAt: timestamp(now),
      }));
      await tx.$executeRawUnsafe(insert, JSON.stringify(rows));
    },
  };
};

const insert = `
INSERT INTO "Job" ("queue", "payload", "singletonKey", "runAt", "createdAt")
SELECT json_extract("value", '$.queue'), json_extract("value", '$.payload'), json_extract("value", '$.singletonKey'),
  json_extract("value", '$.runAt'), json_extract("value", '$.createdAt')
FROM json_each(?) WHERE true ORDER BY "key"
ON CONFLICT ("queue", "singletonKey") DO NOTHING`;

/** As Prisma writes it on SQLite, where times are compared as texts. */
const timestamp = (date: Date): string => date.toISOString().replace("Z", "+00:00");
