import type { Window } from "./limits.ts";

/** What left lately through a limit of so many in any stretch of time. Times are of a monotonic clock, in ms. */
export interface SlidingWindow {
  enter(count: number): void;
  /** The platform has answered: what entered arrived before this moment. */
  leave(count: number, at: number): void;
  free(at: number): number;
  /** Until `count` are free, if no answer comes before; undefined: only an answer frees them. */
  msUntilFree(count: number, at: number): number | undefined;
  empty(at: number): boolean;
}

/**
 * A message takes a place from before it is sent until a whole window after its answer: its arrival lies somewhere
 * between, so however long the ways are, the platform never sees more than the limit in any window of its own clock.
 */
export const slidingWindow = ({ ms }: Window, allowed: () => number): SlidingWindow => {
  let underWay = 0;
  const answered: number[] = [];
  const forget = (at: number): void => {
    let old = 0;
    for (const time of answered) {
      if (time > at - ms) break;
      old += 1;
    }
    answered.splice(0, old);
  };
  const free = (at: number): number => {
    forget(at);
    return Math.max(0, allowed() - underWay - answered.length);
  };
  return {
    enter: (count) => {
      underWay += count;
    },
    leave: (count, at) => {
      underWay -= count;
      for (let left = 0; left < count; left += 1) answered.push(at);
    },
    free,
    msUntilFree: (count, at) => {
      const missing = count - free(at);
      if (missing <= 0) return 0;
      const freeing = answered[missing - 1];
      return freeing === undefined ? undefined : freeing + ms - at;
    },
    empty: (at) => free(at) === allowed(),
  };
};
