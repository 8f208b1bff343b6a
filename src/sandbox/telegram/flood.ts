import type { FloodLimits } from "./limits.ts";
import { type Refusal, tooManyRequests } from "./refusal.ts";

/** Refuses a message that comes too soon after others; undefined lets it pass and counts it. */
export type FloodGate = (method: string, chatId: number | undefined, count: number) => Refusal | undefined;

const counted = /^(send(?!ChatAction)|copyMessage|forwardMessage|editMessage)/;

/** The platform's pacing: a burst per chat, a minute's worth per group, a second's worth for the bot. */
export function createFloodGate(limits: FloodLimits | false, now: () => number): FloodGate {
  if (!limits) return () => undefined;
  const sent = new Map<number, number[]>();
  let all: number[] = [];

  /** Seconds until one more fits into the window. */
  const waitFor = (times: number[], most: number, windowMs: number): number => {
    const recent = times.filter((time) => time > now() - windowMs);
    const blocking = recent.at(-most);
    return blocking === undefined ? 0 : Math.max(1, Math.ceil((blocking + windowMs - now()) / 1000));
  };

  return (method, chatId, count) => {
    if (!counted.test(method) || chatId === undefined) return undefined;
    const times = (sent.get(chatId) ?? []).filter((time) => time > now() - 60_000);
    all = all.filter((time) => time > now() - 1000);
    const burstMs = (limits.perChatBurst / limits.perChatPerSecond) * 1000;
    const wait = Math.max(
      waitFor(all, limits.perSecond, 1000),
      waitFor(times, limits.perChatBurst, burstMs),
      chatId < 0 ? waitFor(times, limits.perGroupPerMinute, 60_000) : 0,
    );
    if (wait > 0) return tooManyRequests(wait);
    const stamps = Array.from({ length: count }, () => now());
    sent.set(chatId, [...times, ...stamps]);
    all.push(...stamps);
    return undefined;
  };
}
