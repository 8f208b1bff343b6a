import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BulkThread, createBulkThread } from "../src/bulk-thread.ts";
import {
  approveMonth,
  publishMonth,
  publishQueue,
  rechargeMonth,
} from "../src/core/billing/month/decide-month.ts";
import { chargeQueue, startMonth } from "../src/core/billing/month/start-month.ts";
import type { Database } from "../src/database/db.ts";
import { openDatabase } from "../src/database/open-database.ts";
import { turnstile } from "../src/database/turnstile.ts";
import type { JobPayload } from "../src/jobs/queue.ts";
import { type BillingTown, billingKeys, openBillingTown } from "./core/billing/billing-town.ts";
import { must } from "./core/requests/request-desk.ts";
import { databases } from "./support/databases.ts";

// A thread that reads the sources through a loader takes its time to begin.
const patience = 120_000;

describe.each(databases)("the thread for long jobs on $name", (kind) => {
  let town: BillingTown;
  let here: Database;
  let thread: BulkThread;
  const left: { messages: boolean; jobs: boolean }[] = [];
  const signal = new AbortController().signal;

  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "area", 28_170_000n);
    const turns = turnstile(1);
    here = await openDatabase(town.url, { turns });
    thread = createBulkThread({
      setup: { databaseUrl: town.url, keys: billingKeys, log: { level: "error", pretty: false } },
      settings: () => ({ staffChannel: null, botUsername: null }),
      turns,
      logger: pino({ level: "silent" }),
      committed: (what) => void left.push(what),
    });
  }, patience);
  afterAll(async () => {
    await thread?.stop();
    await here?.close();
    await town?.end();
  });

  const next = (): JobPayload => {
    const job = town.jobs.shift();
    if (!job) throw new Error("no job was asked for");
    return job.payload;
  };
  const does = (queue: string, payload: JobPayload, stop = signal): Promise<void> => {
    const handler = thread.handlersOf([queue])[queue];
    return handler ? handler(payload, stop) : Promise.reject(new Error("no handler"));
  };

  it(
    "does a month while this one goes on writing, and says what is left to do",
    async () => {
      const { monthId } = must(
        await town.as(town.manager, (w) => startMonth(w, { companyId: town.companyId, month: "2026-03" })),
      );
      let going = true;
      let written = 0;
      const writing = (async () => {
        for (; going || written === 0; written += 1) {
          await here.transaction((tx) => tx.company.create({ data: { name: `${written}` } }));
          await sleep(1);
        }
      })();
      await does(chargeQueue, next());
      going = false;
      await writing;
      expect(await town.db.billingMonth.findUnique({ where: { id: monthId } })).toMatchObject({
        state: "charged",
        done: 7,
      });
      expect(await town.db.company.count()).toBe(written + 1);

      must(await town.as(town.accountant, (w) => approveMonth(w, { monthId })));
      must(await town.as(town.accountant, (w) => publishMonth(w, { monthId })));
      await does(publishQueue, next());
      expect((await town.receipts(monthId)).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(await town.faults()).toEqual([]);
      // Somebody has to tell the owners of their bills.
      expect(left).toContainEqual({ messages: false, jobs: true });
    },
    patience,
  );

  it(
    "stops a job that is given up, and leaves it to be done later",
    async () => {
      const { monthId } = must(
        await town.as(town.manager, (w) => startMonth(w, { companyId: town.companyId, month: "2026-04" })),
      );
      const stop = new AbortController();
      const payload = next();
      const done = does(chargeQueue, payload, stop.signal);
      stop.abort();
      await expect(done).rejects.toThrow("The process stops.");
      expect((await town.db.billingMonth.findUniqueOrThrow({ where: { id: monthId } })).state).toBe(
        "charging",
      );
      await does(chargeQueue, payload);
      expect((await town.db.billingMonth.findUniqueOrThrow({ where: { id: monthId } })).state).toBe(
        "charged",
      );
    },
    patience,
  );

  it(
    "tells why a job failed, and ends when it is told to, until there is a job again",
    async () => {
      await expect(does("nobody-does-this", {})).rejects.toThrow("nobody-does-this");
      await thread.stop();
      const { id: monthId } = await town.db.billingMonth.findFirstOrThrow({ where: { month: "2026-04" } });
      must(await town.as(town.manager, (w) => rechargeMonth(w, { monthId })));
      await does(chargeQueue, next());
      expect(await town.db.billingMonth.findUnique({ where: { id: monthId } })).toMatchObject({
        state: "charged",
        run: 2,
      });
    },
    patience,
  );
});
