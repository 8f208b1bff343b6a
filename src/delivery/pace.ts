import { lanes } from "../core/outbox/draft.ts";
import { allowance } from "./allowance.ts";
import type { PlatformPace, Window } from "./limits.ts";
import { type SlidingWindow, slidingWindow } from "./sliding-window.ts";

/** Says who may be sent to now, on one platform. */
export interface Pace {
  /**
   * Resolves when a message of the lane may leave: replies and emergencies in turns, then by lane, then who waited
   * longest; who has waited for three seconds counts as a reply. All lanes share one limit; what is no reply is spread
   * over the window, so that a place is free soon whenever a reply comes.
   */
  turn(lane: number, chatId: string): Promise<Turn>;
  /** Whether something more urgent than this lane waits for its turn. */
  isAskedFor(lane: number): boolean;
  /** Chats that must wait. */
  cooling(): string[];
  /** The bot was told to wait: it does, and goes slower for a while. */
  pause(ms: number): void;
  paused(): boolean;
  /** Until one of the above changes by itself. */
  nextChangeMs(): number | undefined;
}

export interface Turn {
  /** Resolves when so many further messages of the same content may leave. */
  more(count: number): Promise<void>;
  /** The platform has answered all that left in this turn. */
  answered(): void;
}

/** A monotonic clock in milliseconds, and its alarm. */
export interface Ticking {
  now(): number;
  after(ms: number, ring: () => void): void;
}

interface Waiting {
  lane: number;
  count: number;
  since: number;
  go(): void;
}

const { reply, emergency } = lanes;
const mostAtOnce = 2;

/** What is in hand holds its chat up: so nothing is in hand for much longer, whatever goes first. */
const longestMs = 3000;

export const createPace = (limits: PlatformPace, { now, after }: Ticking): Pace => {
  const chats = new Map<string, SlidingWindow[]>();
  const allowed = allowance(limits.bot?.count ?? Number.POSITIVE_INFINITY, now);
  const bot = limits.bot && slidingWindow(limits.bot, allowed.current);
  const spread = limits.bot && spreading(limits.bot, allowed.current);
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let waiting: Waiting[] = [];
  /** An emergency let a reply pass: the next place is an emergency's. */
  let letPass = false;
  let alarmAt = Number.POSITIVE_INFINITY;

  const msUntil = ({ count }: Waiting, isSpread: boolean, at: number): number | undefined => {
    if (at < pausedUntil) return pausedUntil - at;
    if (bot === null || spread === null) return 0;
    const free = bot.msUntilFree(Math.min(count, allowed.current()), at);
    return !isSpread || free === undefined ? free : Math.max(free, spread.msToNext(at));
  };

  const firstInTurn = (at: number): { first: Waiting; isSpread: boolean; passes: boolean } | undefined => {
    const urgent =
      waiting.find(({ since }) => since <= at - longestMs) ?? waiting.find(({ lane }) => lane === reply);
    const alarming = waiting.find(({ lane }) => lane === emergency);
    if (alarming && urgent && alarming !== urgent)
      return { first: letPass ? alarming : urgent, isSpread: false, passes: !letPass };
    const first = urgent ?? waiting[0];
    return first && { first, isSpread: first !== urgent, passes: false };
  };

  const pump = (): void => {
    for (;;) {
      const at = now();
      const next = firstInTurn(at);
      if (next === undefined) return;
      const { first, isSpread, passes } = next;
      const ms = msUntil(first, isSpread, at);
      if (ms === undefined) return;
      if (ms > 0) {
        wake(at, ms);
        return;
      }
      waiting = waiting.filter((other) => other !== first);
      letPass = passes;
      bot?.enter(first.count);
      spread?.take(first.count, at);
      first.go();
    }
  };

  const wake = (at: number, ms: number): void => {
    if (alarmAt <= at + ms) return;
    alarmAt = at + ms;
    after(Math.max(1, Math.ceil(ms)), () => {
      alarmAt = Number.POSITIVE_INFINITY;
      pump();
    });
  };

  const wait = (lane: number, count: number, ahead: boolean): Promise<void> =>
    new Promise((go) => {
      const behind = waiting.findIndex((other) => (ahead ? other.lane >= lane : other.lane > lane));
      waiting = waiting.toSpliced(behind < 0 ? waiting.length : behind, 0, { lane, count, since: now(), go });
      pump();
    });

  const windowsOf = (chatId: string): SlidingWindow[] => {
    const known = chats.get(chatId);
    if (known) return known;
    const windows = limits.chat(chatId).map((window) => slidingWindow(window, () => window.count));
    if (windows.length > 0) chats.set(chatId, windows);
    return windows;
  };

  const waits = (at: number): Array<{ chatId: string; ms: number }> => {
    const full: Array<{ chatId: string; ms: number }> = [];
    for (const [chatId, windows] of chats) {
      if (windows.every((window) => window.empty(at))) chats.delete(chatId);
      const ms = Math.max(...windows.map((window) => window.msUntilFree(1, at) ?? Number.POSITIVE_INFINITY));
      if (ms > 0) full.push({ chatId, ms });
    }
    return full;
  };

  return {
    turn: async (lane, chatId) => {
      await wait(lane, 1, false);
      const windows = windowsOf(chatId);
      for (const window of windows) window.enter(1);
      let left = 1;
      return {
        more: async (count) => {
          await wait(lane, count, true);
          for (const window of windows) window.enter(count);
          left += count;
        },
        answered: () => {
          for (const window of [...windows, ...(bot ? [bot] : [])]) window.leave(left, now());
          left = 0;
          pump();
        },
      };
    },
    isAskedFor: (lane) => waiting.some((other) => other.lane < lane),
    cooling: () => waits(now()).map(({ chatId }) => chatId),
    pause: (ms) => {
      // What was under way meanwhile is refused as well, and says nothing new.
      if (now() >= pausedUntil) allowed.refused();
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
    paused: () => now() < pausedUntil,
    nextChangeMs: () => {
      const at = now();
      if (at < pausedUntil) return pausedUntil - at;
      const soonest = Math.min(...waits(at).map(({ ms }) => ms));
      return Number.isFinite(soonest) ? soonest : undefined;
    },
  };
};

/** Even steps, of which a few that were missed may be made up for at once. */
const spreading = (window: Window, allowed: () => number) => {
  let steps = mostAtOnce;
  let from = 0;
  const stepMs = () => window.ms / allowed();
  const fill = (at: number): void => {
    steps = Math.min(mostAtOnce, steps + Math.max(0, at - from) / stepMs());
    from = at;
  };
  return {
    take: (count: number, at: number): void => {
      fill(at);
      steps = Math.max(-mostAtOnce, steps - count);
    },
    msToNext: (at: number): number => {
      fill(at);
      return steps >= almostOne ? 0 : (1 - steps) * stepMs();
    },
  };
};

// Sums of fractions of a step may end a hair below one.
const almostOne = 1 - 1e-6;
