import { messageEvery } from "../crowd-load.ts";
import { measureLatency } from "../latency.ts";
import type { BenchPart } from "../part.ts";
import { milliseconds } from "../part.ts";

/** From a press to its answer, under load. */
export const latencyPart: BenchPart = {
  name: "latency",
  run: async (databases, quick) => {
    const load = { perSecond: 50, seconds: quick ? 5 : 30 };
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
  },
};
