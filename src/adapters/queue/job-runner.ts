import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { JobHandlers, Queue } from "../../jobs/queue.ts";
import type { JobSource, TakenJob } from "./job-source.ts";

export interface RunnerOptions {
  /** Jobs at a time. */
  width: number;
  pollMs: number;
  leaseMs: number;
  /** How long stop waits: half of it before the signal aborts, half after. */
  stopMs: number;
  logger: Pick<Logger, "error" | "warn">;
}

export const runnerDefaults = { width: 4, pollMs: 1000, leaseMs: 30_000, stopMs: 9000 };

/** Takes jobs from a source and runs their handlers, the same on every database. */
export const createJobRunner = (source: JobSource, options: RunnerOptions): Omit<Queue, "enqueue"> => {
  const { logger } = options;
  const inHand = new Map<string, { job: TakenJob; done: Promise<void> }>();
  const abort = new AbortController();
  let handlers: JobHandlers = {};
  let stopping = false;
  let working: Promise<void> | undefined;
  let again = false;
  let taken = 0;
  let poll: NodeJS.Timeout | undefined;
  let renewal: NodeJS.Timeout | undefined;

  let mayBeMore = true;

  const perform = async (job: TakenJob): Promise<void> => {
    try {
      await handlers[job.queue]?.(job.payload, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) return source.giveBack(job);
      const failure = error instanceof Error ? error.message : String(error);
      const what = await source.fail(job, failure);
      mayBeMore = true;
      const about = { err: error, queue: job.queue, jobId: job.id, payload: job.payload };
      if (what === "given-up")
        logger.error(about, "Job given up after all its tries; correct the cause and enqueue it anew");
      else logger.warn(about, "Job failed and will be tried again");
      return;
    }
    await source.complete(job);
  };

  const launch = (job: TakenJob): void => {
    taken += 1;
    const done = perform(job)
      .catch((error: unknown) => {
        logger.error(
          { err: error, queue: job.queue, jobId: job.id },
          "What became of a job could not be recorded; it will be done again. Check the database.",
        );
      })
      .finally(() => {
        inHand.delete(job.id);
        if (mayBeMore) run();
      });
    inHand.set(job.id, { job, done });
  };

  const work = async (): Promise<void> => {
    const queues = Object.keys(handlers);
    do {
      again = false;
      while (!stopping && inHand.size < options.width) {
        const room = options.width - inHand.size;
        const jobs = await source.take(queues, room);
        for (const job of jobs) launch(job);
        // Fewer than there was room for: no more are there.
        mayBeMore = jobs.length >= room;
        if (!mayBeMore) break;
        await new Promise(setImmediate);
      }
    } while (again && !stopping);
  };

  const run = (): void => {
    if (stopping || Object.keys(handlers).length === 0) return;
    if (working !== undefined) {
      again = true;
      return;
    }
    clearTimeout(poll);
    working = work()
      .catch((error: unknown) => {
        logger.error({ err: error }, "The queue could not be read; trying again. Check the database.");
      })
      .finally(() => {
        working = undefined;
        if (!stopping) poll = setTimeout(run, options.pollMs);
        if (again) run();
      });
  };

  const keepLeases = async (): Promise<void> => {
    try {
      await source.renew([...inHand.values()].map(({ job }) => job));
      await source.takeOver();
    } catch (error) {
      logger.warn({ err: error }, "The leases of jobs could not be renewed; trying again");
    }
    if (!stopping) renewal = setTimeout(() => void keepLeases(), options.leaseMs / 3);
  };

  const finished = async (): Promise<void> => {
    await working;
    await Promise.all([...inHand.values()].map(({ done }) => done));
  };

  return {
    start: async (given) => {
      handlers = given;
      await keepLeases();
      run();
    },
    nudge: run,
    idle: async () => {
      while (!stopping) {
        run();
        await finished();
        const seen = taken;
        const due = await source.hasDue(Object.keys(handlers));
        if (!due && taken === seen && inHand.size === 0 && working === undefined) return;
        await sleep(5);
      }
    },
    stop: async () => {
      stopping = true;
      clearTimeout(poll);
      clearTimeout(renewal);
      const wait = () => sleep(options.stopMs / 2, undefined, { ref: false });
      await Promise.race([finished(), wait()]);
      abort.abort(new Error("The process stops."));
      await Promise.race([finished(), wait()]);
      clearTimeout(poll);
    },
  };
};
