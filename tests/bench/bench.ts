import { cpus } from "node:os";
import { messageEvery } from "./crowd-load.ts";
import { openBenchDatabases } from "./databases.ts";
import { mix } from "./day.ts";
import { measureLatency } from "./latency.ts";
import { measureReceipts } from "./receipts.ts";
import { shown } from "./spread.ts";
import { measureStartUp } from "./start-up.ts";
import { measureThroughput } from "./throughput.ts";

const quick = process.argv.includes("--quick");
const abreast = 10;
const plan = quick ? { rounds: 3, storiesARound: 20, abreast } : { rounds: 7, storiesARound: 40, abreast };
const load = { perSecond: 50, seconds: quick ? 5 : 30 };
const startUp = quick ? { starts: 2, idleSeconds: 5 } : { starts: 5, idleSeconds: 30 };

const milliseconds = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

const databases = await openBenchDatabases();
try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`);

  console.log("\nUpdates per second; a resident's sitting has");
  for (const [what, count] of Object.entries(mix)) console.log(`  ${count} × ${what}`);
  for (const { name, create } of databases.makers) {
    const results = await measureThroughput(create, plan);
    console.log(`${name}: ${plan.rounds} rounds in turns, ${abreast} residents at a time; median (min–max)`);
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

  console.log(
    `\nFrom the press to its answer at ${load.perSecond} updates/s for ${load.seconds} s, 1 in ${messageEvery} of which files a request, ms`,
  );
  const latencies: Record<string, object> = {};
  for (const { name, create } of databases.makers) {
    const { answer, edit, lost, longestLagMs, p99LagMs } = await measureLatency(
      await create(),
      databases.folder,
      load,
    );
    latencies[name] = {
      "answer p50": milliseconds(answer.p50),
      "answer p99": milliseconds(answer.p99),
      "edit p50": milliseconds(edit.p50),
      "edit p99": milliseconds(edit.p99),
      lost,
      "lag p99": milliseconds(p99LagMs),
      "longest lag": milliseconds(longestLagMs),
    };
  }
  console.table(latencies);

  const receipts = await measureReceipts(quick ? 100 : 400);
  console.log(
    `\nReceipts as PDF, ${receipts.threads} threads: ${receipts.single}/s one by one, ${receipts.printed}/s in files for printing`,
  );

  const sqlite = databases.makers[0];
  if (sqlite) {
    const { readyMs, emptyNodeMs, idleMegabytes } = await measureStartUp(
      await sqlite.create(),
      databases.folder,
      startUp,
    );
    console.log(`\nCold start to ready: ${shown(readyMs)} ms (an empty Node: ${shown(emptyNodeMs)} ms)`);
    console.log(`Resident memory after ${startUp.idleSeconds} s idle: ${idleMegabytes.toFixed(0)} MB`);
  }
} finally {
  // The database server does not keep this process alive, but its end has to be waited for.
  const alive = setInterval(() => undefined, 1_000);
  await databases.stop();
  clearInterval(alive);
}
