import { mix } from "../day.ts";
import type { BenchPart } from "../part.ts";
import { milliseconds } from "../part.ts";
import { shown } from "../spread.ts";
import { measureThroughput } from "../throughput.ts";

const abreast = 10;

/** Domovoy against plainer bots, round by round. */
export const throughputPart: BenchPart = {
  name: "throughput",
  run: async (databases, quick) => {
    const plan = quick
      ? { rounds: 3, storiesARound: 20, abreast }
      : { rounds: 7, storiesARound: 40, abreast };
    console.log("\nUpdates per second; a resident's sitting has");
    for (const [what, count] of Object.entries(mix)) console.log(`  ${count} × ${what}`);
    for (const { name, create } of databases.makers) {
      const results = await measureThroughput(create, plan);
      console.log(
        `${name}: ${plan.rounds} rounds in turns, ${abreast} residents at a time; median (min–max)`,
      );
      console.table(
        Object.fromEntries(
          results.map((result) => [
            result.name,
            {
              "updates/s": shown(result.updatesPerSecond),
              "Domovoy : this": shown(result.ratio, 3),
              "calls per update": result.sendsPerUpdate.toFixed(2),
              "longest lag, ms": milliseconds(result.longestLagMs),
            },
          ]),
        ),
      );
    }
  },
};
