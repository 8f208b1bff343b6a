import { measureMeeting } from "../meeting.ts";
import type { BenchPart } from "../part.ts";
import { milliseconds } from "../part.ts";

/** An owners' meeting at several turnouts, and its papers. */
export const meetingPart: BenchPart = {
  name: "meeting",
  run: async (databases, quick) => {
    const meeting = { owners: 10_000, questions: 3, walksPerSecond: 8, walks: quick ? 60 : 200 };
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
  },
};
