import { parentPort, workerData } from "node:worker_threads";
import { createEmbeddedQueue } from "./adapters/queue/embedded-queue.ts";
import type { BulkNews, BulkOrder, BulkSetup } from "./bulk-thread.ts";
import { chatSubscribers } from "./chat/areas.ts";
import { systemClock as clock } from "./core/clock.ts";
import { createKeyRing } from "./core/crypto/key-ring.ts";
import { createVault } from "./core/crypto/vault.ts";
import type { Core } from "./core/work/core.ts";
import { heedPeople } from "./core/work/people-first.ts";
import { borrowTurns } from "./database/lend-turns.ts";
import { openDatabase } from "./database/open-database.ts";
import { bulkHandlers } from "./handlers/bulk-handlers.ts";
import { createLogger } from "./log.ts";

const setup = workerData as BulkSetup;
/** Few jobs at a time: one connection writes for each, the others read. */
const poolSize = 5;

heedPeople(setup.people);
const logger = createLogger(setup.log);
const database = await openDatabase(setup.databaseUrl, {
  logger,
  poolSize,
  turns: borrowTurns(setup.turns),
});
const queue =
  database.provider === "sqlite"
    ? createEmbeddedQueue({ database, clock, logger })
    : await (await import("./adapters/queue/pg-boss-queue.ts")).openPgBossQueue({
        url: setup.databaseUrl,
        clock,
        logger,
        poolSize: 1,
      });
const say = (news: BulkNews): void => parentPort?.postMessage(news);
const core: Core = {
  database,
  clock,
  vault: createVault(createKeyRing(setup.keys.map((key) => Buffer.from(key)))),
  subscribers: chatSubscribers(setup.settings),
  enqueueJobs: queue.enqueue,
  committed: (left) => say({ kind: "committed", left }),
};
const handlers = bulkHandlers({ core, settings: setup.settings });
const aborts = new Map<number, AbortController>();

const perform = async ({ id, queue: name, payload }: BulkOrder & { kind: "do" }): Promise<void> => {
  const abort = new AbortController();
  aborts.set(id, abort);
  try {
    const handler = handlers[name];
    if (!handler) throw new Error(`the thread for long jobs knows no queue ${name}`);
    await handler(payload, abort.signal);
    say({ kind: "done", id });
  } catch (error) {
    say({ kind: "failed", id, error: error instanceof Error ? error : new Error(String(error)) });
  } finally {
    aborts.delete(id);
  }
};

const end = async (): Promise<void> => {
  await queue.stop();
  await database.close();
  setup.turns.close();
  parentPort?.close();
};

parentPort?.on("message", (order: BulkOrder) => {
  if (order.kind === "do") void perform(order);
  else if (order.kind === "abort") aborts.get(order.id)?.abort(new Error("The process stops."));
  else void end();
});
