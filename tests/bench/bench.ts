import { cpus } from "node:os";
import { measureBroadcast } from "./broadcast.ts";
import { messageEvery } from "./crowd-load.ts";
import { openBenchDatabases } from "./databases.ts";
import { mix } from "./day.ts";
import { measureLatency } from "./latency.ts";
import { measureMeeting } from "./meeting.ts";
import { shown } from "./spread.ts";
import { measureStartUp } from "./start-up.ts";
import { measureThroughput } from "./throughput.ts";

const quick = process.argv.includes("--quick");
/** `--only=broadcast`: one part of throughput, latency, broadcast and start-up. */
const only = process.argv.find((word) => word.startsWith("--only="))?.slice("--only=".length);
const wanted = (part: string): boolean => only === undefined || only === part;
const abreast = 10;
const plan = quick ? { rounds: 3, storiesARound: 20, abreast } : { rounds: 7, storiesARound: 40, abreast };
const load = { perSecond: 50, seconds: quick ? 5 : 30 };
const meeting = { owners: 10_000, questions: 3, walksPerSecond: 8, walks: quick ? 60 : 200 };
const startUp = quick ? { starts: 2, idleSeconds: 5 } : { starts: 5, idleSeconds: 30 };

const milliseconds = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

const databases = await openBenchDatabases();
try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`);

  if (wanted("throughput")) {
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
  }

  if (wanted("latency")) {
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
  }

  if (wanted("broadcast")) {
    const people = quick ? 10_000 : 100_000;
    console.log(`\nAn announcement to ${people} people at Telegram's pace, an emergency in the middle`);
    const broadcasts: Record<string, object> = {};
    for (const { name, create } of databases.makers) {
      const plan = { recipients: people, quietSeconds: quick ? 15 : 60, seconds: quick ? 20 : 60 };
      const result = await measureBroadcast(await create(), databases.folder, plan);
      broadcasts[name] = {
        "enqueued, s": (result.enqueueMs / 1000).toFixed(1),
        "sent in the time": result.sentInTheMinute,
        "share of the pace": result.shareOfPace.toFixed(3),
        "share of 30/s": result.shareOfPlatform.toFixed(3),
        "429": result.refused,
        "emergency, ms": milliseconds(result.emergencyMs),
        "tap p99 quiet": milliseconds(result.quiet.answer.p99),
        "tap p99 meanwhile": milliseconds(result.meanwhile.answer.p99),
        lost: result.meanwhile.lost,
        "memory, MB": `${result.memory.before.toFixed(0)} → ${result.memory.most.toFixed(0)}`,
      };
    }
    console.table(broadcasts);
  }

  console.log(
    `\nA meeting of ${meeting.owners} owners with ${meeting.questions} questions, ${meeting.walksPerSecond} of them walking through it each second; ms from a tap to its answer`,
  );
  const meetings: Record<string, object> = {};
  for (const { name, create } of databases.makers) {
    const { turnouts, papers } = await measureMeeting(await create(), meeting);
    for (const { turnout, tap, cast, cpuMs } of turnouts)
      meetings[`${name} at ${turnout} %`] = {
        "tap p50": milliseconds(tap.p50),
        "tap p99": milliseconds(tap.p99),
        "last tap (casts) p50": milliseconds(cast.p50),
        "last tap (casts) p99": milliseconds(cast.p99),
        "CPU per tap": milliseconds(cpuMs),
      };
    console.log(
      `${name}: register ${papers.registerMs.toFixed(0)} ms, recount and result ${papers.countMs.toFixed(0)} ms, minutes as PDF ${papers.minutesMs.toFixed(0)} ms (${papers.pages} pages)`,
    );
  }
  console.table(meetings);

  const sqlite = databases.makers[0];
  if (sqlite && wanted("start-up")) {
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
