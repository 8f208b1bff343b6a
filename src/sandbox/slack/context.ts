import type { Gateway } from "./delivery/gateway.ts";
import type { Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import type { Settings, SlackClock } from "./options.ts";
import type { Workspace } from "./state/workspace.ts";

/** What every part of the server works with. */
export interface Context {
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly clock: SlackClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly gateway: Gateway;
  /** Timers that end with the server. */
  readonly timers: Timers;
  /** Origin of this server, such as http://127.0.0.1:4711. */
  readonly origin: () => string;
}

export interface Timers {
  after(ms: number, run: () => void): () => void;
  stop(): void;
}

/** Timers that can all be cancelled at once. */
export const createTimers = (): Timers => {
  const live = new Set<NodeJS.Timeout>();
  return {
    after: (ms, run) => {
      const timer = setTimeout(() => {
        live.delete(timer);
        run();
      }, ms);
      live.add(timer);
      return () => {
        clearTimeout(timer);
        live.delete(timer);
      };
    },
    stop: () => {
      for (const timer of live) clearTimeout(timer);
      live.clear();
    },
  };
};
