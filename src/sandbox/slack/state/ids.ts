import type { SlackClock } from "../options.ts";

export interface Ids {
  /** A new id in Slack's form: a capital letter or two and nine capitals or digits. */
  next(prefix: string): string;
  /** A new message ts by the clock, later than every earlier one. */
  ts(): string;
  /** Short random-looking text, for hashes, tickets and block ids. */
  token(length?: number): string;
  capture(): IdsState;
  restore(state: IdsState): void;
}

/** Where the ids go on from. */
export interface IdsState {
  counter: number;
  last: number;
  seed: number;
}

/** Ids that repeat from run to run, so that a failing story can be played again. */
export const createIds = (clock: SlackClock): Ids => {
  let counter = 0;
  let last = 0;
  let seed = 0x2545f491;
  const random = (): number => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return seed >>> 0;
  };
  return {
    capture: () => ({ counter, last, seed }),
    restore: (state) => {
      ({ counter, last, seed } = state);
    },
    next: (prefix) => `${prefix}0SB${(++counter).toString(36).toUpperCase().padStart(6, "0")}`,
    ts: () => {
      last = Math.max(last + 100, clock.now().getTime() * 1000);
      return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, "0")}`;
    },
    token: (length = 8) => {
      const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
      return Array.from({ length }, () => alphabet[random() % alphabet.length]).join("");
    },
  };
};
