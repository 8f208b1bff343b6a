import { setTimeout as sleep } from "node:timers/promises";
import { DateTime } from "luxon";
import { type Logger as CronLogger, createTask, type ScheduledTask } from "node-cron";
import type { Logger } from "pino";
import type { Database } from "../database/db.ts";
import { claimFiring, type Firing, registerFiring } from "./firing.ts";
import { clearDeadRun, deadRunMs, runExclusively } from "./run-exclusively.ts";

export interface Schedule {
  /** Unique and lasting: the firings of all processes meet under it. */
  name: string;
  /** Five fields, or six with seconds. */
  cron: string;
  /** IANA zone; UTC if not given. */
  timeZone?: string;
  /** Finds by itself what is due, so that firings that were missed together need only one run. */
  run(signal: AbortSignal): Promise<void>;
}

export interface Schedules {
  /** Fires a schedule now, whatever its time, and resolves when it has ended; throws what it throws. */
  runNow(name: string): Promise<void>;
  /** Fires those that are due after a time and until another, each once, one after the other: for a clock that jumps. */
  runDue(from: Date, to: Date): Promise<void>;
  /** Fires no more and waits for those that run, within 10 s; their signal aborts. */
  stop(): Promise<void>;
}

const stopMs = 9000;

/**
 * Starts the schedules. Each firing runs in one process, however many there are, and once after a sleep, a restart or
 * a crash that it fell into.
 */
export const startSchedules = async (
  deps: { database: Database; logger: Pick<Logger, "debug" | "warn" | "error"> },
  list: readonly Schedule[],
): Promise<Schedules> => {
  const { database, logger } = deps;
  const abort = new AbortController();
  const running = new Set<Promise<void>>();
  const tasks: ScheduledTask[] = [];
  const rechecks: NodeJS.Timeout[] = [];

  const run = (schedule: Schedule): Promise<void> => {
    const { signal } = abort;
    const done = runExclusively(database, schedule.name, signal, () => schedule.run(signal)).then((how) => {
      if (how === "gave-way") logger.debug({ schedule: schedule.name }, "Another process is still at it");
    });
    running.add(done);
    const forget = () => void running.delete(done);
    done.then(forget, forget);
    return done;
  };
  const runQuietly = (schedule: Schedule): Promise<void> =>
    run(schedule).catch((error: unknown) => {
      if (abort.signal.aborted) return;
      logger.error(
        { err: error, schedule: schedule.name },
        "A schedule failed; it runs again at its next time",
      );
    });

  for (const schedule of list) {
    const task: ScheduledTask = createTask(schedule.cron, () => runQuietly(schedule), {
      name: schedule.name,
      timezone: schedule.timeZone ?? "UTC",
      noOverlap: true,
      distributed: true,
      runCoordinator: {
        // The key is "<name>:<time of the firing>".
        shouldRun: (key) => claimFiring(firing, new Date(key.slice(schedule.name.length + 1))),
      },
      logger: cronLogger(logger),
    });
    const firing: Firing = {
      database,
      name: schedule.name,
      cron: `${schedule.cron} ${schedule.timeZone ?? "UTC"}`,
      next: () => task.getNextRuns(1)[0] ?? new Date("9999-01-01T00:00:00Z"),
    };
    const catchUp = async (): Promise<void> => {
      if (!abort.signal.aborted && (await claimFiring(firing, new Date()))) await runQuietly(schedule);
    };
    // Many firings may be missed in one sleep; the first that is claimed moves the row beyond the others.
    task.on("execution:missed", () => catchUp());
    await registerFiring(firing);
    const repeatDeadRun = async (): Promise<boolean> => {
      const dead = !abort.signal.aborted && (await clearDeadRun(database, schedule.name));
      if (dead) void runQuietly(schedule);
      return dead;
    };
    // The lease of one that died a moment ago has not ended yet.
    rechecks.push(setTimeout(() => void repeatDeadRun().catch(() => {}), deadRunMs));
    if (await repeatDeadRun())
      logger.warn({ schedule: schedule.name }, "Repeating a run that a dead process had begun");
    else
      void catchUp().catch((error: unknown) =>
        logger.warn({ err: error }, "A missed firing could not be looked for"),
      );
    await task.start();
    tasks.push(task);
  }

  const byName = (name: string): Schedule => {
    const schedule = list.find((each) => each.name === name);
    if (schedule === undefined)
      throw new Error(`There is no schedule ${name}; known: ${list.map((each) => each.name).join(", ")}`);
    return schedule;
  };
  return {
    runNow: (name) => run(byName(name)),
    runDue: async (from, to) => {
      for (const schedule of list) if (firesBetween(schedule, from, to)) await run(schedule);
    },
    stop: async () => {
      for (const timer of rechecks) clearTimeout(timer);
      for (const task of tasks) await task.destroy();
      abort.abort(new Error("The process stops."));
      await Promise.race([Promise.allSettled(running), sleep(stopMs, undefined, { ref: false })]);
    },
  };
};

/** By its hour and minute, where it fires once a day; whatever else there is finds by itself what is due. */
const firesBetween = ({ cron, timeZone = "UTC" }: Schedule, from: Date, to: Date): boolean => {
  const daily = /(\d+) (\d+) \* \* \*$/.exec(cron);
  if (!daily) return true;
  const [minute, hour] = [Number(daily[1]), Number(daily[2])];
  const last = DateTime.fromJSDate(to, { zone: timeZone });
  const today = last.set({ hour, minute, second: 0, millisecond: 0 });
  return (today > last ? today.minus({ days: 1 }) : today).toMillis() > from.getTime();
};

const cronLogger = (logger: Pick<Logger, "debug" | "warn" | "error">): CronLogger => ({
  info: (message) => logger.debug(message),
  warn: (message) => logger.warn(message),
  debug: (message) => logger.debug(String(message)),
  // The task's own failures are caught before; what arrives here is the coordinator's.
  error: (message, error) =>
    logger.error({ err: error ?? message }, "A schedule could not fire; check the database"),
});
