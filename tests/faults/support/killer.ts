import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, type LogLine, startChild } from "./child.ts";
import { type Moment, moments, once, strikeAt } from "./moments.ts";
import type { Program } from "./program.ts";
import type { Random } from "./random.ts";
import type { MayRepeat } from "./verify-messages.ts";
import type { World } from "./world.ts";

export interface Killings {
  count: number;
  /** Outbox rows that were being sent when the process died, by their ids: how often each. */
  inFlight: Map<number, number>;
  /** The lives' log lines at ERROR and above. */
  errors: LogLine[];
  /** How many deaths came before the process was up. */
  early: number;
  /** From the word to begin until it was up. */
  startsMs: number[];
}

export interface Killer {
  killings: Killings;
  /** Lives and deaths, so many; resolves with one more life begun. */
  kill(times: number): Promise<void>;
  /** The one that lives now. */
  current(): Child;
  stop(): Promise<void>;
}

const longestStartMs = 500;
const ERROR = 50;

/** The program between the platforms, still waiting for its word to begin. */
export const startWorker = (
  world: World,
  program: Program,
  env: Readonly<Record<string, string>> = {},
): Child =>
  startChild(join(import.meta.dirname, "worker.mjs"), {
    ...world.env,
    DOMOVOY_PROGRAM: program.folder,
    DOMOVOY_LEASE_MS: "2000",
    ...env,
  });

/** Notes what a killed process had in hand; throws when it had ended by itself. */
export const countDeath = async (world: World, killings: Killings, child: Child): Promise<void> => {
  const { code, signal } = await child.ended;
  killings.errors.push(...child.lines.filter(({ level }) => level >= ERROR));
  if (signal !== "SIGKILL") {
    const last = JSON.stringify(child.lines.at(-1));
    throw new Error(`the process ended by itself (exit ${code}): ${last} ${child.stderr()}`);
  }
  const rows = await world.database.read.outboxMessage.findMany({
    where: { state: "sending" },
    select: { id: true },
  });
  for (const { id } of rows) killings.inFlight.set(id, (killings.inFlight.get(id) ?? 0) + 1);
  killings.count += 1;
};

/** What was in flight at a death may stand there twice, once more for each death. */
export const mayRepeat =
  ({ inFlight }: Killings): MayRepeat =>
  (rows) =>
    rows.reduce((sum, id) => sum + (inFlight.get(id) ?? 0), 0);

export const noKillings = (): Killings => ({
  count: 0,
  inFlight: new Map(),
  errors: [],
  early: 0,
  startsMs: [],
});

/** Begins a process, kills it by SIGKILL at a chosen moment, begins the next one, which was loaded meanwhile. */
export const createKiller = (world: World, program: Program, random: Random): Killer => {
  const killings = noKillings();
  const spawn = (): Child => startWorker(world, program);
  let next = spawn();
  let current = next;
  let killing: Promise<void> = Promise.resolve();
  let stopping = false;

  const begin = async (): Promise<Child> => {
    const child = next;
    current = child;
    await child.loaded;
    const begun = performance.now();
    child.begin();
    world.trace.note("begins");
    child.running.then(
      () => {
        world.trace.note("runs");
        killings.startsMs.push(performance.now() - begun);
      },
      () => undefined,
    );
    return child;
  };

  const live = async (child: Child, moment: Moment): Promise<void> => {
    if (moment === "start") await sleep(random.between(0, longestStartMs));
    else await child.running;
    // Not sooner: two cores are too few to begin one and to load another.
    next = spawn();
    const strike = (): void => {
      if (!child.isRunning()) killings.early += 1;
      world.trace.note("dies");
      child.signal("SIGKILL");
    };
    await Promise.race([strikeAt(world, random, moment, once(strike)), child.ended]);
  };

  const run = async (times: number): Promise<void> => {
    while (killings.count < times && !stopping) {
      const child = await begin();
      await live(child, random.pick(moments));
      await countDeath(world, killings, child);
    }
    const last = await begin();
    await last.running;
    next = spawn();
  };

  return {
    killings,
    current: () => current,
    kill: (times) => {
      killing = run(times);
      return killing;
    },
    stop: async () => {
      stopping = true;
      await killing.catch(() => undefined);
      current.signal("SIGTERM");
      const { code } = await current.ended;
      if (next !== current) {
        next.signal("SIGKILL");
        await next.ended;
      }
      killings.errors.push(...current.lines.filter(({ level }) => level >= ERROR));
      if (code !== 0) throw new Error(`the last life did not stop well (exit ${code})`);
    },
  };
};
