import { measureBroadcast } from "../broadcast.ts";
import type { Latencies } from "../crowd-load.ts";
import type { BenchPart } from "../part.ts";
import { milliseconds, option } from "../part.ts";

/** An announcement to many, and what passes it; in full to ten times as many as well, which must take no more memory. */
export const broadcastPart: BenchPart = {
  name: "broadcast",
  run: async (databases, quick) => {
    console.log("\nAn announcement to many at Telegram's pace, an emergency in the middle");
    const broadcasts: Record<string, object> = {};
    const memories: Record<string, object> = {};
    for (const recipients of sizes(quick)) {
      for (const { name, create } of databases.makers) {
        const plan = { recipients, quietSeconds: quick ? 40 : 60, seconds: quick ? 40 : 60 };
        const result = await measureBroadcast({ url: await create(), folder: databases.folder, plan });
        console.log(`${name}, ${recipients}: the slowest taps meanwhile: ${slowest(result.meanwhile)}`);
        const { before, gathered, atAFifth, atTheEnd, most, alive } = result.memory;
        const row = `${name}, ${recipients}`;
        broadcasts[row] = {
          "enqueued, s": (result.enqueueMs / 1000).toFixed(1),
          "share of 30/s": result.share.toFixed(3),
          "429": result.refused,
          "emergency, ms": milliseconds(result.emergencyMs),
          "processor, ms": milliseconds(result.processorMs),
          taps: `${result.quiet.updates} + ${result.meanwhile.updates}`,
          "tap p50 quiet": milliseconds(result.quiet.answer.p50),
          "p50 meanwhile": milliseconds(result.meanwhile.answer.p50),
          "tap p99 quiet": milliseconds(result.quiet.answer.p99),
          "p99 meanwhile": milliseconds(result.meanwhile.answer.p99),
          "most quiet": milliseconds(result.quiet.answer.most),
          "most meanwhile": milliseconds(result.meanwhile.answer.most),
          lost: result.meanwhile.lost,
        };
        const of = ({ resident, heap, used }: typeof before) =>
          [resident, heap, used].map((value) => value.toFixed(0)).join(" / ");
        memories[row] = {
          before: of(before),
          "written down": of(gathered),
          "a fifth": of(atAFifth),
          "at the end": of(atTheEnd),
          "most resident": most.toFixed(0),
          grew: (most - before.resident).toFixed(0),
          "alive before": alive.before.toFixed(1),
          "alive at the end": alive.atTheEnd.toFixed(1),
        };
      }
    }
    console.table(broadcasts);
    console.log("Megabytes: resident / heap / used of it");
    console.table(memories);
  },
};

/** With the second of the minute, since the turn of one has work of its own. */
const slowest = ({ slowest: taps }: Latencies): string =>
  taps.map(({ at, ms }) => `${milliseconds(ms)} ms at :${((at / 1000) % 60).toFixed(1)}`).join(", ");

/** `--recipients=1000,30000`, or the usual. */
const sizes = (quick: boolean): number[] =>
  option("recipients")?.split(",").map(Number) ?? (quick ? [10_000] : [1_000, 10_000, 100_000]);
