import { describe, expect, it } from "vitest";
import { backoffMs } from "../../src/core/backoff.ts";
import { deliveryLimits } from "../../src/delivery/limits.ts";
import { createPace } from "../../src/delivery/pace.ts";

/** Sends to the chat whenever the pace allows, for a while; the times in ms. */
const sendAll = (chatId: string, forMs: number, platform: "telegram" | "slack" = "telegram"): number[] => {
  let at = 0;
  const pace = createPace(deliveryLimits.paces[platform], () => at);
  const times: number[] = [];
  for (; at < forMs; at += 1) {
    while (!pace.cooling().includes(chatId)) {
      pace.take(chatId);
      times.push(at);
    }
  }
  return times;
};

const mostWithin = (times: number[], ms: number): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));

describe("pace", () => {
  it("sends a few at once to a person, then one a second", () => {
    const times = sendAll("42", 10_000);
    expect(times.slice(0, 3)).toEqual([0, 0, 0]);
    expect(times.length).toBe(3 + 9);
  });

  it("never sends more than 20 in any minute to a group, and uses most of them", () => {
    const times = sendAll("-42", 180_000);
    expect(mostWithin(times, 60_000)).toBeLessThanOrEqual(20);
    expect(times.length).toBeGreaterThanOrEqual(48);
  });

  it("keeps all chats together under 30 a second", () => {
    let at = 0;
    const pace = createPace(deliveryLimits.paces.telegram, () => at);
    const times: number[] = [];
    for (; at < 10_000; at += 1) {
      while (pace.free() > 0) {
        pace.take(String(times.length));
        times.push(at);
      }
    }
    expect(mostWithin(times, 1000)).toBeLessThanOrEqual(30);
    expect(times.length).toBeGreaterThan(275);
  });

  it("counts replies, so that the others make room for them", () => {
    const pace = createPace(deliveryLimits.paces.telegram, () => 0);
    expect(pace.free()).toBe(2);
    for (const chat of ["1", "2"]) pace.take(chat);
    expect(pace.free()).toBe(0);
    expect(pace.nextChangeMs()).toBeCloseTo(1000 / 28, 3);
  });

  it("pauses the bot for as long as told", () => {
    let at = 0;
    const pace = createPace(deliveryLimits.paces.telegram, () => at);
    pace.pause(5000);
    pace.pause(100);
    at = 4999;
    expect(pace.paused()).toBe(true);
    expect(pace.nextChangeMs()).toBe(1);
    at = 5000;
    expect(pace.paused()).toBe(false);
  });
});

describe("backoff", () => {
  it("grows to an hour within eight tries and jitters downwards only", () => {
    const full = [1, 2, 3, 4, 5, 6, 7].map((n) => backoffMs(n, deliveryLimits, () => 1));
    expect(full).toEqual([1000, 4000, 16_000, 64_000, 256_000, 1_024_000, 3_600_000]);
    expect(backoffMs(3, deliveryLimits, () => 0)).toBe(12_000);
  });
});
