import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, type LogLine, startChild } from "./child.ts";
import type { Program } from "./program.ts";
import type { Random } from "./random.ts";
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

/** What a life may end with; chosen anew for each. */
const moments = [
  "start",
  "telegram:sendMessage",
  "telegram:editMessageText",
  "telegram:getFile",
  "telegram:sendPhoto",
  "telegram:answerCallbackQuery",
  "slack:chat.postMessage",
  "slack:chat.update",
  "slack:views.open",
  "slack:views.update",
  "slack:files.completeUploadExternal",
  "update",
  "update",
  "payload",
  "payload",
  "time",
] as const;

type Moment = (typeof moments)[number];

const longestLifeMs = 1_500;
const longestStartMs = 500;
const ERROR = 50;

/** Begins a process, kills it by SIGKILL at a chosen moment, begins the next one, which was loaded meanwhile. */
export const createKiller = (
  world: World,
  program: Program,
  random: Random,
  env: Readonly<Record<string, string>> = {},
): Killer => {
  const killings: Killings = { count: 0, inFlight: new Map(), errors: [], early: 0, startsMs: [] };
  const spawn = (): Child =>
    startChild(join(import.meta.dirname, "worker.mjs"), {
      ...world.env,
      DOMOVOY_PROGRAM: program.folder,
      DOMOVOY_LEASE_MS: "2000",
      ...env,
    });
  let next = spawn();
  let current = next;

  const begin = async (): Promise<Child> => {
    const child = next;
    current = child;
    await child.loaded;
    const begun = performance.now();
    child.begin();
    child.running.then(
      () => killings.startsMs.push(performance.now() - begun),
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
      child.signal("SIGKILL");
    };
    await Promise.race([strikeAt(world, random, moment, once(strike)), child.ended]);
  };

  const bury = async (child: Child): Promise<void> => {
    const { code, signal } = await child.ended;
    killings.errors.push(...child.lines.filter(({ level }) => level >= ERROR));
    if (signal !== "SIGKILL") {
      throw new Error(
        `the process ended by itself (exit ${code}): ${JSON.stringify(child.lines.at(-1))} ${child.stderr()}`,
      );
    }
    const rows = await world.database.read.outboxMessage.findMany({
      where: { state: "sending" },
      select: { id: true },
    });
    for (const { id } of rows) killings.inFlight.set(id, (killings.inFlight.get(id) ?? 0) + 1);
  };

  return {
    killings,
    current: () => current,
    kill: async (times) => {
      for (let count = 0; count < times; count += 1) {
        const child = await begin();
        await live(child, random.pick(moments));
        await bury(child);
        killings.count += 1;
      }
      const last = await begin();
      await last.running;
      next = spawn();
    },
    stop: async () => {
      if (next !== current) next.signal("SIGKILL");
      current.signal("SIGTERM");
      const { code } = await current.ended;
      await next.ended;
      killings.errors.push(...current.lines.filter(({ level }) => level >= ERROR));
      if (code !== 0) throw new Error(`the last life did not stop well (exit ${code})`);
    },
  };
};

const once = (deed: () => void): (() => void) => {
  let isDone = false;
  return () => {
    if (!isDone) deed();
    isDone = true;
  };
};

/** Calls `strike` when the moment comes, or when life has been long enough; resolves then. */
const strikeAt = async (world: World, random: Random, moment: Moment, strike: () => void): Promise<void> => {
  if (moment === "time") await sleep(random.between(0, longestLifeMs));
  else if (moment !== "start") {
    const skip = Math.floor(random.between(0, 4));
    const delay = random.chance(0.5) ? 0 : random.between(0, 40);
    // Without a delay it strikes in the same turn: the platform has done what was asked and not answered yet.
    await happened(world, moment, skip, delay === 0 ? strike : () => undefined);
    if (delay > 0) await sleep(delay);
  }
  strike();
};

const happened = (world: World, moment: Moment, skip: number, strike: () => void): Promise<void> =>
  new Promise((resolve) => {
    let left = skip;
    let open = true;
    const finish = (): true => {
      if (open) {
        open = false;
        clearTimeout(timer);
        unsubscribe();
        resolve();
      }
      return true;
    };
    const hear = (name: string): boolean => {
      if (!open) return true;
      if (name !== moment) return false;
      if (left > 0) {
        left -= 1;
        return false;
      }
      strike();
      return finish();
    };
    const unsubscribe = world.slack.onEvent(({ kind, data }) => {
      if (kind === "api_call") hear(`slack:${(data as { method: string }).method}`);
      if (kind === "delivery") hear("payload");
    });
    const timer = setTimeout(finish, longestLifeMs);
    world.telegram
      .waitFor((event) => {
        if (event?.type === "call") return hear(`telegram:${event.call.method}`);
        return event?.type === "delivered" ? hear("update") : !open;
      }, longestLifeMs + 1000)
      .catch(() => undefined);
  });
