import type { SlackClock } from "../options.ts";
import type { Method } from "./method.ts";

const perMinute: Readonly<Record<Method["tier"], number>> = { 1: 1, 2: 20, 3: 50, 4: 100 };
const POST_BURST = 5;

export interface RateLimits {
  /** Seconds to wait, or undefined when the call may pass. */
  take(name: string, method: Method, channel: string | undefined): number | undefined;
}

/** Slack's tiers per method, and for chat.postMessage one a second per channel with a short burst. */
export const createRateLimits = (clock: SlackClock): RateLimits => {
  const calls = new Map<string, number[]>();
  const within = (key: string, windowMs: number, most: number): number | undefined => {
    const now = clock.now().getTime();
    const recent = (calls.get(key) ?? []).filter((at) => at > now - windowMs);
    calls.set(key, recent);
    if (recent.length >= most) return Math.max(1, Math.ceil(((recent[0] ?? now) + windowMs - now) / 1000));
    recent.push(now);
    return undefined;
  };
  return {
    take: (name, method, channel) =>
      name === "chat.postMessage"
        ? within(`${name} ${channel ?? ""}`, POST_BURST * 1000, POST_BURST)
        : within(name, 60_000, perMinute[method.tier]),
  };
};
