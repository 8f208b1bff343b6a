import type { PlatformPace, Rate } from "./limits.ts";

/** Says who may be sent to now, on one platform. Times are of a monotonic clock, in milliseconds. */
export interface Pace {
  take(chatId: string): void;
  /** Chats that must wait. */
  cooling(): string[];
  /** How many messages that are no replies may be sent now. */
  free(): number;
  /** The bot was told to wait. */
  pause(ms: number): void;
  paused(): boolean;
  /** Until something of the above changes by itself. */
  nextChangeMs(): number | undefined;
}

interface Bucket {
  rate: Rate;
  tokens: number;
  at: number;
}

// Sums of fractions of a second may end a hair below one.
const almostOne = 1 - 1e-6;

export const createPace = (limits: PlatformPace, now: () => number): Pace => {
  const chats = new Map<string, Bucket[]>();
  const bot = fullBucket(limits.bot, now());
  let pausedUntil = Number.NEGATIVE_INFINITY;

  const waits = (at: number): Array<{ chatId: string; ms: number }> => {
    const waiting: Array<{ chatId: string; ms: number }> = [];
    for (const [chatId, buckets] of chats) {
      for (const bucket of buckets) refill(bucket, at);
      if (buckets.every((bucket) => bucket.tokens === bucket.rate.burst)) chats.delete(chatId);
      const ms = Math.max(...buckets.map(msToToken));
      if (ms > 0) waiting.push({ chatId, ms });
    }
    return waiting;
  };
  return {
    take: (chatId) => {
      const at = now();
      const buckets = chats.get(chatId) ?? limits.chat(chatId).map((rate) => fullBucket(rate, at));
      if (buckets.length > 0) chats.set(chatId, buckets);
      for (const bucket of [...buckets, bot]) {
        refill(bucket, at);
        // Replies may overdraw the bot's bucket, but not so that the others starve for long.
        bucket.tokens = Math.max(bucket.tokens - 1, -bucket.rate.burst);
      }
    },
    cooling: () => waits(now()).map(({ chatId }) => chatId),
    free: () => {
      refill(bot, now());
      return Math.max(0, Math.floor(bot.tokens + 1 - almostOne));
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, now() + ms);
    },
    paused: () => now() < pausedUntil,
    nextChangeMs: () => {
      const at = now();
      if (at < pausedUntil) return pausedUntil - at;
      refill(bot, at);
      const soonest = Math.min(
        ...waits(at).map(({ ms }) => ms),
        msToToken(bot) > 0 ? msToToken(bot) : Number.POSITIVE_INFINITY,
      );
      return Number.isFinite(soonest) ? soonest : undefined;
    },
  };
};

const fullBucket = (rate: Rate, at: number): Bucket => ({ rate, tokens: rate.burst, at });

const refill = (bucket: Bucket, at: number): void => {
  const seconds = Math.max(0, at - bucket.at) / 1000;
  bucket.tokens = Math.min(bucket.rate.burst, bucket.tokens + seconds * bucket.rate.perSecond);
  bucket.at = at;
};

const msToToken = (bucket: Bucket): number =>
  bucket.tokens >= almostOne ? 0 : ((1 - bucket.tokens) / bucket.rate.perSecond) * 1000;
