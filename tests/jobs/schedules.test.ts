import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { type Schedule, type Schedules, startSchedules } from "../../src/jobs/schedules.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const monthly = "0 0 1 1 *";

describe.each(databases)("schedules on $name", (kind) => {
  let place: TestDatabase;
  let errors: string[];
  const opened: Database[] = [];
  const started: Schedules[] = [];

  const open = async (): Promise<Database> => {
    const database = await openDatabase(place.url);
    opened.push(database);
    return database;
  };
  const start = async (database: Database, ...list: Schedule[]): Promise<Schedules> => {
    const logger = pino({ level: "error" }, { write: (line) => void errors.push(line) });
    const schedules = await startSchedules({ database, logger }, list);
    started.push(schedules);
    return schedules;
  };
  const pastDue = (database: Database, name: string) =>
    database.transaction((tx) =>
      tx.lease.update({
        where: { name: `schedule:${name}` },
        data: { until: new Date(Date.now() - 3_600_000) },
      }),
    );

  beforeEach(async () => {
    errors = [];
    place = await kind.create();
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((each) => each.stop()));
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await place.drop();
  });

  it("fire once however many processes run", async () => {
    const times: number[] = [];
    const databases_ = kind.name === "sqlite" ? [await open()] : [await open(), await open(), await open()];
    const from = Date.now();
    for (const database of databases_) {
      await start(database, {
        name: "tick",
        cron: "* * * * * *",
        run: async () => void times.push(Date.now()),
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 3300));
    await Promise.all(started.splice(0).map((each) => each.stop()));
    const seconds = Math.floor((Date.now() - from) / 1000);
    expect(times.length).toBeGreaterThanOrEqual(2);
    expect(times.length).toBeLessThanOrEqual(seconds + 1);
  });

  it("catch up once after a restart that they fell into, and not when nothing was missed", async () => {
    const database = await open();
    let runs = 0;
    const schedule: Schedule = { name: "nightly", cron: monthly, run: async () => void runs++ };
    await (await start(database, schedule)).stop();
    await (await start(database, schedule)).stop();
    expect(runs).toBe(0);
    await pastDue(database, "nightly");
    await start(database, schedule);
    if (kind.name === "postgresql") await start(await open(), schedule);
    await expect.poll(() => runs).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(runs).toBe(1);
  });

  it("begin anew with a changed expression", async () => {
    const database = await open();
    let runs = 0;
    await (await start(database, { name: "changed", cron: monthly, run: async () => {} })).stop();
    await start(database, { name: "changed", cron: "* * * * * *", run: async () => void runs++ });
    await expect.poll(() => runs).toBeGreaterThan(0);
  });

  it("repeat a run that a dead process had begun", async () => {
    const database = await open();
    await database.transaction((tx) =>
      tx.lease.create({
        data: { name: "running:report", holder: "dead", until: new Date(Date.now() - 1000) },
      }),
    );
    let runs = 0;
    await start(database, { name: "report", cron: monthly, run: async () => void runs++ });
    await expect.poll(() => runs).toBe(1);
  });

  it("fire when told to, one at a time in all processes", async () => {
    const first = await open();
    const second = kind.name === "sqlite" ? first : await open();
    let now = 0;
    let most = 0;
    let runs = 0;
    const schedule: Schedule = {
      name: "slow",
      cron: monthly,
      run: async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 100));
        now -= 1;
        runs += 1;
      },
    };
    const a = await start(first, schedule);
    const b = await start(second, schedule);
    await Promise.all([a.runNow("slow"), b.runNow("slow")]);
    await a.runDue(new Date(Date.now() - 3_600_000), new Date());
    expect({ most, runs }).toEqual({ most: 1, runs: 3 });
    await expect(async () => a.runNow("nothing")).rejects.toThrow(
      "There is no schedule nothing; known: slow",
    );
  });

  it("fire what a jump of the clock passes, and what is due once a day only if its time was passed", async () => {
    const fired: string[] = [];
    const schedule = (name: string, cron: string, timeZone = "UTC"): Schedule => ({
      name,
      cron,
      timeZone,
      run: async () => void fired.push(name),
    });
    const { runDue } = await start(
      await open(),
      schedule("hourly", "54 5 * * * *"),
      schedule("morning", "35 6 * * *"),
      schedule("abroad", "35 6 * * *", "Asia/Tokyo"),
    );
    const hour = (from: string) => {
      fired.length = 0;
      const begin = new Date(`2031-03-12T${from}Z`);
      return runDue(begin, new Date(begin.getTime() + 3_600_000));
    };
    await hour("05:36:00");
    expect(fired).toEqual(["hourly", "morning"]);
    await hour("06:35:00");
    expect(fired).toEqual(["hourly"]);
    await hour("20:40:00");
    expect(fired).toEqual(["hourly", "abroad"]);
    await hour("23:50:00");
    expect(fired).toEqual(["hourly"]);
  });

  it("log a failure as an error and fire again", async () => {
    let runs = 0;
    await start(await open(), {
      name: "bad",
      cron: "* * * * * *",
      run: async () => {
        runs += 1;
        if (runs === 1) throw new Error("first");
      },
    });
    await expect.poll(() => runs).toBeGreaterThan(1);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain("A schedule failed");
  });

  it("stop: the signal aborts and what runs is waited for", async () => {
    let begun = false;
    let ended = false;
    const schedules = await start(await open(), {
      name: "long",
      cron: monthly,
      run: (signal) =>
        new Promise((resolve) => {
          begun = true;
          signal.addEventListener("abort", () => {
            setTimeout(() => {
              ended = true;
              resolve();
            }, 50);
          });
        }),
    });
    const run = schedules.runNow("long");
    await expect.poll(() => begun).toBe(true);
    await schedules.stop();
    expect(ended).toBe(true);
    await run;
  });
});
