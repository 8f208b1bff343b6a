import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Lane } from "../../src/core/outbox/draft.ts";
import type { Delivery } from "../../src/delivery/delivery.ts";
import { databases } from "../support/databases.ts";
import { createRig, message, type Rig, texts } from "./rig.ts";
import { scriptedChannel } from "./scripted-channel.ts";

describe.each(databases)("delivery shared or interrupted, on $name", (kind) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig(kind);
  });
  afterEach(() => rig.close());

  it("takes over what a dead process had in hand, and repeats at most that", async () => {
    await rig.put(...["a", "b", "c"].flatMap((text) => [message("1", text), message("2", text)]));
    const dying = scriptedChannel("telegram");
    dying.hold();
    const limits = { leaseMs: 400, stopMs: 10 };
    // Its database is closed under it, as if the process were killed: it neither commits nor renews.
    const lost = await rig.another();
    const first = rig.start({ database: lost, channels: [dying], limits });
    await expect.poll(() => dying.calls.length).toBe(2);
    await first.stop();
    await lost.close();

    const second = rig.start({ limits });
    await expect
      .poll(async () => rig.database.read.outboxMessage.count({ where: { state: "sent" } }))
      .toBe(6);
    await second.stop();
    expect(texts(rig.channel.sent, "1")).toEqual(["a", "b", "c"]);
    expect(texts(rig.channel.sent, "2")).toEqual(["a", "b", "c"]);
    const first2 = await rig.database.read.outboxMessage.findMany({ orderBy: { id: "asc" }, take: 3 });
    expect(first2.map(({ attempts }) => attempts)).toEqual([2, 2, 1]);
  });

  it("does not lose its rows while a send takes longer than the lease", async () => {
    await rig.put(message("1", "slow"));
    const release = rig.channel.hold();
    const limits = { leaseMs: 150, pollMs: 20 };
    rig.start({ limits });
    await expect.poll(() => rig.channel.calls.length).toBe(1);
    if (kind.name === "postgresql") rig.start({ database: await rig.another(), limits });
    await new Promise((resolve) => setTimeout(resolve, 600));
    release();
    await expect.poll(() => rig.channel.sent.length).toBe(1);
    expect(rig.channel.calls.length).toBe(1);
  });

  it("keeps its rows when the clock jumps ahead", async () => {
    await rig.put(message("1", "slow"));
    const release = rig.channel.hold();
    const delivery = rig.start({ limits: { leaseMs: 60, pollMs: 10 } });
    await expect.poll(() => rig.channel.calls.length).toBe(1);
    rig.clock.move(8 * 86_400_000);
    await new Promise((resolve) => setTimeout(resolve, 150));
    release();
    await delivery.idle();
    expect(rig.channel.calls.length).toBe(1);
  });

  it("sends everything once and in order, whatever is written meanwhile and however many send", async () => {
    const workers = kind.name === "postgresql" ? 3 : 1;
    const channel = scriptedChannel("telegram", () => Math.random() * 3);
    const deliveries: Delivery[] = [];
    for (let i = 0; i < workers; i += 1) {
      const database = i === 0 ? rig.database : await rig.another();
      deliveries.push(rig.start({ database, channels: [channel], limits: { pollMs: 10 } }));
    }
    let run = 0;
    const lanes: Lane[] = ["reply", "emergency", "notice", "routine", "bulk"];
    const batch = fc.array(
      fc.record({ chat: fc.integer({ min: 0, max: 5 }), lane: fc.constantFrom(...lanes) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 4 }), async (batches) => {
        run += 1;
        let n = 0;
        const expected: Array<{ chat: string; text: string; order: "emergency" | "patient" | "usual" }> = [];
        for (const drafts of batches) {
          const made = drafts.map(({ chat, lane }) => {
            n += 1;
            const draft = message(`${run}:${chat}`, `${run}.${n}`, { lane });
            const isPatient = lane === "bulk" || lane === "routine";
            const order = lane === "emergency" ? lane : isPatient ? "patient" : "usual";
            expected.push({ chat: `${run}:${chat}`, text: `${run}.${n}`, order });
            return draft;
          });
          await rig.put(...made);
          for (const delivery of deliveries) delivery.nudge();
        }
        await expect
          .poll(() => rig.database.read.outboxMessage.count({ where: { state: { not: "sent" } } }), {
            interval: 5,
          })
          .toBe(0);
        const mine = channel.sent.filter(({ text }) => text.startsWith(`${run}.`));
        expect(texts(mine).toSorted()).toEqual(expected.map(({ text }) => text).toSorted());
        for (const order of ["emergency", "patient", "usual"]) {
          for (const chat of new Set(expected.map((each) => each.chat))) {
            const wanted = expected
              .filter((each) => each.chat === chat && each.order === order)
              .map(({ text }) => text);
            const got = texts(mine, chat).filter((text) => wanted.includes(text));
            expect(got).toEqual(wanted);
          }
        }
        expect(channel.peak.chat).toBe(1);
      }),
      { numRuns: 15 },
    );
  });
});
