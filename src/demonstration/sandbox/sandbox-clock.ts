import type { Clock } from "../../core/clock.ts";

/** The time of the sandbox: that of this machine and some more, or one that stands while the past is being made. */
export interface SandboxClock extends Clock {
  /** Stands at this moment until told otherwise. */
  standAt(time: Date): void;
  /** Goes on with the machine's time, this much ahead of it. */
  goOn(aheadMs: number): void;
  move(ms: number): void;
  aheadMs(): number;
}

export const createSandboxClock = (aheadMs = 0): SandboxClock => {
  let ahead = aheadMs;
  let standing: number | undefined;
  return {
    now: () => new Date(standing ?? Date.now() + ahead),
    standAt: (time) => {
      standing = time.getTime();
    },
    goOn: (ms) => {
      standing = undefined;
      ahead = ms;
    },
    move: (ms) => {
      if (standing === undefined) ahead += ms;
      else standing += ms;
    },
    aheadMs: () => ahead,
  };
};
