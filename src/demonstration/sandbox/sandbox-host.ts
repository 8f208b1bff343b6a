import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { Logger } from "pino";
import type { SandboxHost, Stage } from "../../sandbox/serve/stage.ts";
import { enterStatement } from "../company/bills/enter-statement.ts";
import { timeZone } from "../company/open-company.ts";
import { staff } from "../company/people.ts";
import { leakPhoto, repairedPhoto } from "../story-photos.ts";
import { createFaultSwitches } from "./faults.ts";
import { beginGuide, guideOf, heroesOf } from "./guide.ts";
import { moveClock } from "./move-clock.ts";
import { type OpenedStage, openStage } from "./open-stage.ts";
import { createSandboxClock } from "./sandbox-clock.ts";
import { slackMenus } from "./slack-menus.ts";

export interface HostOptions {
  folder: string;
  logger: Logger;
  onFatal(fault: Error): void;
  empty?: boolean;
}

export interface RunningHost extends SandboxHost {
  /** Resolves when the town stands, its month included. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

const samples: Readonly<Record<string, () => Promise<Buffer>>> = { leak: leakPhoto, repaired: repairedPhoto };

/** Runs the town of the sandbox page: opens it, moves its time, breaks it on demand, begins it anew. */
export const createSandboxHost = (options: HostOptions): RunningHost => {
  const clock = createSandboxClock();
  const switches = createFaultSwitches();
  const menus = slackMenus();
  const listeners = new Set<() => void>();
  let opened: OpenedStage | undefined;
  let stage: Stage | undefined;
  let progress: { done: number; total: number } | null = { done: 0, total: 0 };
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const open = async (): Promise<void> => {
    progress = { done: 0, total: 0 };
    const town = await openStage({
      ...options,
      clock,
      onProgress: (done, total) => {
        progress = { done, total };
        if (done % 12 === 0) changed();
      },
      onOpen: (early) => {
        opened = early;
        stage = stageOf(early, menus);
        changed();
      },
    });
    if (progress.total > 0) {
      await beginGuide(town, clock.aheadMs());
      town.remember();
    }
    progress = null;
    changed();
  };
  const requireOpen = (): OpenedStage => {
    if (!opened || progress) throw new Error("The sandbox is still opening; try again in a moment.");
    return opened;
  };
  /** One at a time: two moves of the clock, or a start over in the middle of one, would mix. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  /** What isn't needed for the town to be used. */
  const finish = async (): Promise<void> => {
    if (!opened || opened.remembered.statement) return;
    const { domovoy, slack, remembered } = opened;
    await enterStatement({ core: domovoy.core, slack, clock, ...remembered }, new Date(remembered.epoch));
    remembered.statement = true;
    opened.remember();
  };
  const openWhole = async (): Promise<void> => {
    await open();
    inTurn(finish).catch((error: unknown) =>
      options.onFatal(error instanceof Error ? error : new Error(String(error))),
    );
  };
  const ready = inTurn(openWhole);

  return {
    ready,
    stage: () => stage,
    progress: () => progress,
    timeZone,
    now: () => clock.now(),
    moveClock: (ms) =>
      inTurn(async () => {
        const town = requireOpen();
        await moveClock(town, clock, ms);
        town.remembered.aheadMs = clock.aheadMs();
        town.remember();
        changed();
      }),
    guide: async () => (opened && !progress ? guideOf(opened, clock.aheadMs()) : []),
    restartGuide: async () => {
      const town = requireOpen();
      await beginGuide(town, clock.aheadMs());
      town.remember();
      changed();
    },
    samplePhoto: async (name) => (Object.hasOwn(samples, name) ? samples[name]?.() : undefined),
    faults: () => switches.list(),
    setFault: (name, on) => {
      switches.set(requireOpen(), name, on);
      changed();
    },
    startOver: () =>
      inTurn(async () => {
        const town = requireOpen();
        stage = undefined;
        opened = undefined;
        progress = { done: 0, total: 0 };
        switches.clear();
        changed();
        await town.close();
        rmSync(resolve(options.folder), { recursive: true, force: true });
        await openWhole();
      }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    epoch: () => opened?.remembered.epoch ?? 0,
    stop: () =>
      inTurn(async () => {
        const town = opened;
        opened = undefined;
        stage = undefined;
        await town?.close();
      }),
  };
};

const stageOf = (opened: OpenedStage, menus: Pick<Stage, "slashHints" | "shortcuts">): Stage => ({
  telegram: opened.telegram,
  slack: opened.slack,
  staffChannel: opened.remembered.staffChannel,
  phones: opened.remembered.phones,
  managers: staff.flatMap(({ key, note }) => {
    const id = opened.remembered.staff[key];
    return id ? [{ id, note }] : [];
  }),
  heroes: heroesOf(opened),
  ...menus,
});
