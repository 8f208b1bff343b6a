import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "../../src/core/backoff.ts";
import { lanes } from "../../src/core/outbox/draft.ts";
import { deliveryLimits } from "../../src/delivery/limits.ts";
import { createPace, type Pace } from "../../src/delivery/pace.ts";
import { createFloodGate } from "../../src/sandbox/telegram/flood.ts";
import { PLATFORM_FLOOD } from "../../src/sandbox/telegram/limits.ts";
import { type SimulatedTime, simulatedTime } from "./simulated-time.ts";

const runs = Number(process.env.DOMOVOY_RUNS ?? 100);

interface Sending {
  chatId: string;
  lane: number;
  /** To the platform and back, in ms. */
  ways: readonly [number, number];
}

interface Outcome extends Sending {
  askedAt: number;
  arrivedAt: number;
  refused: boolean;
}

/** A platform that counts by its own clock: the local server's gate with the figures of Telegram. */
const platform = (time: SimulatedTime, pace: Pace) => {
  const gate = createFloodGate(PLATFORM_FLOOD, () => Math.floor(time.now()));
  const outcomes: Outcome[] = [];
  const send = async (sending: Sending): Promise<void> => {
    const askedAt = time.now();
    const turn = await pace.turn(sending.lane, sending.chatId);
    const [there, back] = sending.ways;
    time.after(there, () => {
      const refused = gate("sendMessage", Number(sending.chatId), 1) !== undefined;
      outcomes.push({ ...sending, askedAt, arrivedAt: time.now(), refused });
      time.after(back, turn.answered);
    });
  };
  return { outcomes, send };
};

const start = (name: "telegram" | "slack" = "telegram") => {
  const time = simulatedTime();
  const pace = createPace(deliveryLimits.paces[name], time);
  return { time, pace, ...platform(time, pace) };
};

/** As delivery does: so many in hand at a time, each the next person of an endless list. */
const broadcast = (
  { time, send }: ReturnType<typeof start>,
  forMs: number,
  ways: (n: number) => Sending["ways"],
) => {
  let n = 0;
  const next = async (): Promise<void> => {
    if (time.now() >= forMs) return;
    n += 1;
    const mine = ways(n);
    await send({ chatId: String(1000 + n), lane: lanes.bulk, ways: mine });
    time.after(mine[0] + mine[1] + 5, () => void next());
  };
  for (let slot = 0; slot < deliveryLimits.slots.bulk; slot += 1) void next();
};

const ways = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }));

describe("pace", () => {
  it("is never refused, whatever comes when and however long the ways are", async () => {
    const sending = fc.record({
      afterMs: fc.integer({ min: 0, max: 150 }),
      lane: fc.integer({ min: lanes.reply, max: lanes.bulk }),
      ways,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sending, { minLength: 1, maxLength: 250 }), async (sendings) => {
        const town = start();
        let at = 0;
        for (const [index, { afterMs, lane, ways }] of sendings.entries()) {
          at += afterMs;
          town.time.after(at, () => void town.send({ chatId: String(index + 1), lane, ways }));
        }
        await town.time.runUntil(120_000);
        expect(town.outcomes).toHaveLength(sendings.length);
        expect(town.outcomes.filter(({ refused }) => refused)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("sends 0.98 of what is allowed in a minute, never refused, while replies go first", async () => {
    const replies = fc.array(fc.integer({ min: 1000, max: 59_000 }), { maxLength: 240 });
    await fc.assert(
      fc.asyncProperty(replies, fc.integer(), async (moments, seed) => {
        const town = start();
        const jitter = (n: number): Sending["ways"] => [
          2 + ((n * 7 + Math.abs(seed)) % 4),
          1 + ((n * 3) % 3),
        ];
        broadcast(town, 60_000, jitter);
        for (const [index, at] of moments.entries()) {
          town.time.after(
            at,
            () => void town.send({ chatId: String(500_000 + index), lane: 0, ways: [2, 2] }),
          );
        }
        await town.time.runUntil(61_000);
        expect(town.outcomes.filter(({ refused }) => refused)).toEqual([]);
        const inTheMinute = town.outcomes.filter(({ arrivedAt }) => arrivedAt < 60_000).length;
        expect(inTheMinute).toBeGreaterThanOrEqual(0.98 * 30 * 60);
      }),
      { numRuns: Math.min(runs, 30) },
    );
  });

  it("lets a reply and an emergency pass within a tenth of a second, in the middle of a broadcast", async () => {
    const town = start();
    broadcast(town, 20_000, () => [3, 2]);
    for (let at = 2000; at < 19_000; at += 777) {
      for (const lane of [0, 1])
        town.time.after(at, () => void town.send({ chatId: `${at}${lane}`, lane, ways: [3, 2] }));
    }
    await town.time.runUntil(21_000);
    const urgent = town.outcomes.filter(({ lane }) => lane < 3);
    expect(urgent.length).toBe(44);
    for (const { askedAt, arrivedAt } of urgent) expect(arrivedAt - askedAt).toBeLessThanOrEqual(110);
  });

  it("shares the places of a crowd's answers with an emergency, which waits for a second at most", async () => {
    const crowd = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 200, maxLength: 900 });
    await fc.assert(
      fc.asyncProperty(crowd, fc.integer({ min: 0, max: 15_000 }), async (moments, alarmAt) => {
        const town = start();
        broadcast(town, 20_000, () => [3, 2]);
        for (const [index, at] of moments.entries())
          town.time.after(
            at,
            () => void town.send({ chatId: String(500_000 + index), lane: lanes.reply, ways: [3, 2] }),
          );
        for (let index = 0; index < 30; index += 1)
          town.time.after(
            alarmAt,
            () => void town.send({ chatId: String(900_000 + index), lane: lanes.emergency, ways: [3, 2] }),
          );
        await town.time.runUntil(90_000);
        expect(town.outcomes.filter(({ refused }) => refused)).toEqual([]);
        const alarms = town.outcomes.filter(({ lane }) => lane === lanes.emergency);
        expect((alarms[0]?.arrivedAt ?? Number.NaN) - alarmAt).toBeLessThanOrEqual(1100);
        expect((alarms.at(-1)?.arrivedAt ?? Number.NaN) - alarmAt).toBeLessThanOrEqual(3200);
        expect(alarms).toHaveLength(30);
      }),
      { numRuns: Math.min(runs, 30) },
    );
  });

  it("lets go of what is in hand although an emergency to thousands goes first", async () => {
    const town = start();
    broadcast(town, 1000, () => [3, 2]);
    let n = 0;
    const alarm = async (): Promise<void> => {
      if (town.time.now() >= 30_000) return;
      n += 1;
      await town.send({ chatId: String(900_000 + n), lane: lanes.emergency, ways: [3, 2] });
      town.time.after(10, () => void alarm());
    };
    town.time.after(500, () => {
      for (let slot = 0; slot < deliveryLimits.slots.emergency; slot += 1) void alarm();
    });
    await town.time.runUntil(31_000);
    const waited = town.outcomes
      .filter(({ lane }) => lane === lanes.bulk)
      .map(({ askedAt, arrivedAt }) => arrivedAt - askedAt);
    expect(Math.max(...waited)).toBeGreaterThan(1000);
    expect(Math.max(...waited)).toBeLessThan(4200);
    expect(town.outcomes.filter(({ lane }) => lane === lanes.emergency).length).toBeGreaterThan(29 * 29);
  });

  it.each([
    ["a person", "42", 30_000, 3, 3000],
    ["a group", "-42", 180_000, 20, 60_000],
  ])("keeps to what %s may get, and uses it", async (_, chatId, forMs, most, windowMs) => {
    const town = start();
    const next = async (): Promise<void> => {
      if (town.time.now() >= forMs) return;
      if (!town.pace.cooling().includes(chatId)) {
        await town.send({ chatId, lane: 2, ways: [5, 5] });
        town.time.after(15, () => void next());
      } else town.time.after(town.pace.nextChangeMs() ?? 1, () => void next());
    };
    void next();
    await town.time.runUntil(forMs + 100);
    expect(town.outcomes.filter(({ refused }) => refused)).toEqual([]);
    expect(town.outcomes.length).toBeGreaterThanOrEqual(0.95 * most * (forMs / windowMs));
  });

  it("counts each message of a content that takes several", async () => {
    const { pace, time } = start();
    const turn = await pace.turn(0, "1");
    await turn.more(29);
    let passed = false;
    void pace.turn(0, "2").then(() => {
      passed = true;
    });
    await time.runUntil(5000);
    expect(passed).toBe(false);
    turn.answered();
    await time.runUntil(6000);
    expect(passed).toBe(false);
    await time.runUntil(6002);
    expect(passed).toBe(true);
  });

  it("waits as long as it was told, then goes slower until nothing is refused for a while", async () => {
    const town = start();
    town.pace.pause(5000);
    town.pace.pause(100);
    expect(town.pace.nextChangeMs()).toBe(5000);
    broadcast(town, 200_000, () => [3, 2]);
    await town.time.runUntil(4999);
    expect(town.pace.paused()).toBe(true);
    expect(town.outcomes).toEqual([]);
    await town.time.runUntil(200_000);
    const within = (from: number) =>
      town.outcomes.filter(({ arrivedAt }) => arrivedAt >= from && arrivedAt < from + 1000).length;
    expect(within(6000)).toBeLessThanOrEqual(24);
    expect(within(6000)).toBeGreaterThanOrEqual(22);
    expect(within(35_000)).toBeLessThanOrEqual(27);
    expect(within(90_000)).toBeGreaterThanOrEqual(29);
  });
});

describe("backoff", () => {
  it("grows to an hour within eight tries and jitters downwards only", () => {
    const full = [1, 2, 3, 4, 5, 6, 7].map((n) => backoffMs(n, deliveryLimits, () => 1));
    expect(full).toEqual([1000, 4000, 16_000, 64_000, 256_000, 1_024_000, 3_600_000]);
    expect(backoffMs(3, deliveryLimits, () => 0)).toBe(12_000);
  });
});
