import { openBenchDatabases } from "./databases.ts";
import { mix } from "./day.ts";
import { shown } from "./spread.ts";
import { measureThroughput } from "./throughput.ts";

const quick = process.argv.includes("--quick");
const plan = quick
  ? { rounds: 3, storiesARound: 20, abreast: 10 }
  : { rounds: 7, storiesARound: 40, abreast: 10 };

const databases = await openBenchDatabases();
try {
  console.log("Updates per second, a resident's sitting of 12 updates:");
  for (const [what, count] of Object.entries(mix)) console.log(`  ${count} × ${what}`);
  for (const { name, create } of databases.makers) {
    const results = await measureThroughput(create, plan);
    console.log(`\n${name}: ${plan.rounds} rounds in turns, ${plan.abreast} residents at a time`);
    console.table(
      Object.fromEntries(
        results.map((result) => [
          result.name,
          {
            "updates/s (min–max)": shown(result.updatesPerSecond),
            "Domovoy : this": shown(result.ratio, 3),
            "calls per update": result.sendsPerUpdate.toFixed(2),
            "longest lag, ms": result.longestLagMs.toFixed(0),
          },
        ]),
      ),
    );
  }
} finally {
  await databases.stop();
}
