import { measureBroadcast } from "../broadcast.ts";
import type { BenchPart } from "../part.ts";
import { milliseconds } from "../part.ts";

/** An announcement to many, and what passes it. */
export const broadcastPart: BenchPart = {
  name: "broadcast",
  run: async (databases, quick) => {
    const people = quick ? 10_000 : 100_000;
    console.log(`\nAn announcement to ${people} people at Telegram's pace, an emergency in the middle`);
    const broadcasts: Record<string, object> = {};
    for (const { name, create } of databases.makers) {
      const plan = { recipients: people, quietSeconds: quick ? 15 : 60, seconds: quick ? 20 : 60 };
      const result = await measureBroadcast(await create(), databases.folder, plan);
      broadcasts[name] = {
        "enqueued, s": (result.enqueueMs / 1000).toFixed(1),
        "sent in the time": result.sentInTheMinute,
        "share of 30/s": result.share.toFixed(3),
        "429": result.refused,
        "emergency, ms": milliseconds(result.emergencyMs),
        "tap p99 quiet": milliseconds(result.quiet.answer.p99),
        "tap p99 meanwhile": milliseconds(result.meanwhile.answer.p99),
        lost: result.meanwhile.lost,
        "memory, MB": `${result.memory.before.toFixed(0)} → ${result.memory.most.toFixed(0)}`,
      };
    }
    console.table(broadcasts);
  },
};
