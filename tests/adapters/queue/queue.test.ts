import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmbeddedQueue } from "../../../src/adapters/queue/embedded-queue.ts";
import { openPgBossQueue } from "../../../src/adapters/queue/pg-boss-queue.ts";
import type { JobDraft } from "../../../src/core/work/job-draft.ts";
import type { Database } from "../../../src/database/db.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import type { Queue } from "../../../src/jobs/queue.ts";
import { databases, type TestDatabase } from "../../support/databases.ts";

describe.each(databases)("the queue on $name", (kind) => {
  let place: TestDatabase;
  let database: Database;
  let queue: Queue;
  let errors: string[];
  const opened: Queue[] = [];

  const open = async (
    options: { tries?: number; leaseMs?: number; stopMs?: number } = {},
  ): Promise<Queue> => {
    const logger = pino({ level: "error" }, { write: (line) => void errors.push(line) });
    const clock = { now: () => new Date() };
    const made =
      kind.name === "sqlite"
        ? createEmbeddedQueue({ database, clock, logger, pollMs: 30, firstRetryMs: 0, ...options })
        : await openPgBossQueue({
            url: place.url,
            clock,
            logger,
            pollMs: 30,
            firstRetrySeconds: 0,
            ...options,
          });
    opened.push(made);
    return made;
  };
  const enqueue = async (...drafts: JobDraft[]) => {
    await database.transaction((tx) => queue.enqueue(tx, drafts));
    queue.nudge();
  };

  beforeEach(async () => {
    errors = [];
    place = await kind.create();
    database = await openDatabase(place.url);
    queue = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.stop()));
    await database.close();
    await place.drop();
  });

  it("does what was committed, once, with its payload", async () => {
    const done: unknown[] = [];
    await queue.start({ greet: async (payload) => void done.push(payload) });
    await enqueue(
      { queue: "greet", payload: { id: "a", n: 1, none: null } },
      { queue: "greet", payload: { id: "b" } },
    );
    await queue.idle();
    expect(done).toHaveLength(2);
    expect(done).toContainEqual({ id: "a", n: 1, none: null });
    await queue.idle();
    expect(done).toHaveLength(2);
  });

  it("forgets what was rolled back", async () => {
    const done: unknown[] = [];
    await queue.start({ greet: async (payload) => void done.push(payload) });
    const failed = database.transaction(async (tx) => {
      await queue.enqueue(tx, [{ queue: "greet", payload: { id: "x" } }]);
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    await queue.idle();
    expect(done).toEqual([]);
  });

  it("keeps jobs that were enqueued before it started, also those without a handler", async () => {
    await enqueue({ queue: "later", payload: { id: "a" } }, { queue: "unknown", payload: { id: "b" } });
    const done: unknown[] = [];
    await queue.start({ later: async ({ id }) => void done.push(id) });
    await queue.idle();
    expect(done).toEqual(["a"]);
    await queue.stop();
    const next = await open();
    await next.start({ unknown: async ({ id }) => void done.push(id) });
    await next.idle();
    expect(done).toEqual(["a", "b"]);
  });

  it("waits for the time of a job", async () => {
    const done: number[] = [];
    await queue.start({ later: async () => void done.push(Date.now()) });
    const runAt = new Date(Date.now() + 700);
    await enqueue({ queue: "later", payload: {}, runAt });
    await queue.idle();
    expect(done).toEqual([]);
    await expect.poll(() => done.length).toBe(1);
    expect(done[0]).toBeGreaterThanOrEqual(runAt.getTime());
  });

  it("has one waiting job with a key, and a new one once that has begun", async () => {
    const done: unknown[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const job = (id: string): JobDraft => ({ queue: "once", payload: { id }, singletonKey: "k" });
    await enqueue(job("a"), job("b"));
    await enqueue(job("c"), { queue: "once", payload: { id: "other" }, singletonKey: "o" });
    await queue.start({
      once: async ({ id }) => {
        done.push(id);
        await gate;
      },
    });
    await expect.poll(() => done.length).toBe(2);
    await enqueue(job("d"), job("e"));
    release();
    await queue.idle();
    expect(done.toSorted()).toEqual(["a", "d", "other"]);
  });

  it("does not begin a waiting job while a transaction that joined it is open", async () => {
    const seen: unknown[] = [];
    await enqueue({ queue: "join", payload: {}, singletonKey: "k" });
    await database.transaction(async (tx) => {
      await tx.company.create({ data: { name: "New" } });
      await queue.enqueue(tx, [{ queue: "join", payload: {}, singletonKey: "k" }]);
      await queue.start({ join: async () => void seen.push(await database.read.company.count()) });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(seen).toEqual([]);
    });
    await queue.idle();
    expect(seen).toEqual([1]);
  });

  it("tries a failed job again, and gives up after its tries with one ERROR", async () => {
    const tries: Record<string, number> = {};
    await queue.start({
      hard: async ({ id, fails }) => {
        const name = String(id);
        tries[name] = (tries[name] ?? 0) + 1;
        if (tries[name] <= Number(fails)) throw new Error("not yet");
      },
    });
    await enqueue(
      { queue: "hard", payload: { id: "twice", fails: 2 } },
      { queue: "hard", payload: { id: "ever", fails: 99 } },
    );
    await expect.poll(() => errors.length).toBe(1);
    await queue.idle();
    expect(tries).toEqual({ twice: 3, ever: 5 });
    expect(errors[0]).toContain("Job given up");
  });

  it("does several at a time, and does not let one queue starve the other", async () => {
    let now = 0;
    let most = 0;
    const order: string[] = [];
    const slow = async (name: string) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 10));
      order.push(name);
      now -= 1;
    };
    await enqueue(...Array.from({ length: 30 }, (): JobDraft => ({ queue: "many", payload: {} })), {
      queue: "few",
      payload: {},
    });
    await queue.start({ many: () => slow("many"), few: () => slow("few") });
    await queue.idle();
    expect(order).toHaveLength(31);
    expect(most).toBe(4);
  });

  it("finishes what is in hand when stopped", async () => {
    const done: unknown[] = [];
    await queue.start({
      slow: async ({ id }) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        done.push(id);
      },
    });
    await enqueue({ queue: "slow", payload: { id: "a" } });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await queue.stop();
    expect(done).toEqual(["a"]);
    const next = await open();
    await next.start({ slow: async ({ id }) => void done.push(`again ${id}`) });
    await next.idle();
    expect(done).toEqual(["a"]);
  });

  it("leaves a job that does not end to the next process", async () => {
    const stubborn = await open({ stopMs: 200 });
    let aborted = false;
    await stubborn.start({
      stuck: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            aborted = true;
            reject(new Error("stopped"));
          });
        }),
    });
    await enqueue({ queue: "stuck", payload: { id: "a" } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await stubborn.stop();
    expect(aborted).toBe(true);
    const done: unknown[] = [];
    await queue.start({ stuck: async ({ id }) => void done.push(id) });
    await expect.poll(() => done).toEqual(["a"]);
    expect(errors).toEqual([]);
  });

  it("takes over the jobs of a process that died, and never those of one that lives", async () => {
    let calls = 0;
    const dying = await open({ leaseMs: 1000, stopMs: 20 });
    await dying.start({
      work: async () => {
        calls += 1;
        await new Promise(() => {});
      },
    });
    await enqueue({ queue: "work", payload: { id: "a" } });
    await expect.poll(() => calls).toBe(1);
    if (kind.name === "postgresql") {
      // Longer than its lease: it is renewed for as long as its holder lives.
      const other = await open({ leaseMs: 1000 });
      await other.start({ work: async () => void calls++ });
      await new Promise((resolve) => setTimeout(resolve, 2500));
      expect(calls).toBe(1);
      await other.stop();
    }
    await dying.stop();
    const done: unknown[] = [];
    const heir = await open({ leaseMs: 1000 });
    await heir.start({ work: async ({ id }) => void done.push(id) });
    await expect.poll(() => done).toEqual(["a"]);
  });

  it("is opened and started by several processes at the same instant", async () => {
    if (kind.name === "sqlite") return;
    await Promise.all(opened.splice(0).map((each) => each.stop()));
    await place.drop();
    place = await kind.create();
    const names = Array.from({ length: 12 }, (_, at) => `queue-${at}`);
    const done: string[] = [];
    const handlers = Object.fromEntries(names.map((name) => [name, async () => void done.push(name)]));
    const processes = await Promise.all([open(), open(), open(), open()]);
    await Promise.all(processes.map((each) => each.start(handlers)));
    await database.close();
    database = await openDatabase(place.url);
    // One of a queue that is made for it, by two at once.
    await Promise.all(
      processes.map((each, at) =>
        database.transaction((tx) =>
          each.enqueue(tx, [
            { queue: names[at] ?? "", payload: {} },
            { queue: `later-${at % 2}`, payload: {} },
          ]),
        ),
      ),
    );
    await expect.poll(() => [...done].sort()).toEqual(names.slice(0, 4));
    expect(errors).toEqual([]);
  });

  it("shares jobs between processes, each done once", async () => {
    if (kind.name === "sqlite") return;
    const done: string[] = [];
    const work = async ({ id }: Record<string, unknown>) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      done.push(String(id));
    };
    const second = await open();
    await queue.start({ share: work });
    await second.start({ share: work });
    await enqueue(
      ...Array.from({ length: 60 }, (_, i): JobDraft => ({ queue: "share", payload: { id: String(i) } })),
    );
    await Promise.all([queue.idle(), second.idle()]);
    await expect.poll(() => done.length).toBe(60);
    expect(new Set(done).size).toBe(60);
  });
});
