import { measureBroadcast } from "../broadcast.ts";
import type { BenchPart } from "../part.ts";
import { milliseconds, option } from "../part.ts";

/** An announcement to many, and what passes it; in full to ten times as many as well, which must take no more memory. */
export const broadcastPart: BenchPart = {
  name: "broadcast",
  run: async (databases, quick) => {
    console.log("\nAn announcement to many at Telegram's pace, an emergency in the middle");
    const broadcasts: Record<string, object> = {};
    for (const recipients of sizes(quick)) {
      const isLargest = recipients === 100_000;
      for (const { name, create } of databases.makers) {
        const plan = {
          recipients,
          quietSeconds: isLargest || quick ? 30 : 5,
          seconds: isLargest ? 60 : quick ? 30 : 15,
        };
        const result = await measureBroadcast(await create(), databases.folder, plan);
        const { before, most } = result.memory;
        broadcasts[`${name}, ${recipients}`] = {
          "enqueued, s": (result.enqueueMs / 1000).toFixed(1),
          "sent in the time": result.sentInTheMinute,
          "share of 30/s": result.share.toFixed(3),
          "429": result.refused,
          "emergency, ms": milliseconds(result.emergencyMs),
          "processor, ms": milliseconds(result.processorMs),
          "tap p50 quiet": milliseconds(result.quiet.answer.p50),
          "p50 meanwhile": milliseconds(result.meanwhile.answer.p50),
          "tap p99 quiet": milliseconds(result.quiet.answer.p99),
          "p99 meanwhile": milliseconds(result.meanwhile.answer.p99),
          "most quiet": milliseconds(result.quiet.answer.most),
          "most meanwhile": milliseconds(result.meanwhile.answer.most),
          lost: result.meanwhile.lost,
          "memory, MB": `${before.toFixed(0)} → ${most.toFixed(0)}`,
          "grew, MB": (most - before).toFixed(0),
        };
      }
    }
    console.table(broadcasts);
  },
};

/** `--recipients=1000,30000`, or the usual. */
const sizes = (quick: boolean): number[] =>
  option("recipients")?.split(",").map(Number) ?? (quick ? [10_000] : [10_000, 100_000]);
