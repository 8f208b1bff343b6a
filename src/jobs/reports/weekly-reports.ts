import { DateTime } from "luxon";
import { postCosts } from "../../core/costs/post-costs.ts";
import { weeklyReaders } from "../../core/reports/weekly-readers.ts";
import type { Core } from "../../core/work/core.ts";
import { runWork } from "../../core/work/run-work.ts";

/** Monday from nine o'clock where the company is. */
const due = { weekday: 1, hour: 9 } as const;

/**
 * Announces that the week's report is due, on the month that yesterday was in. Called every hour; whoever sends it keeps
 * a key per week and reader.
 */
export const announceWeeklyReports = async (core: Core): Promise<void> => {
  const now = core.clock.now();
  await postCosts(core.database, now);
  for (const { id: companyId, timeZone } of await core.database.read.company.findMany()) {
    const local = DateTime.fromJSDate(now, { zone: timeZone });
    if (local.weekday !== due.weekday || local.hour < due.hour) continue;
    const readers = await weeklyReaders(core.database.read, companyId);
    const actor = { kind: "system", name: "weekly-report", companyId } as const;
    await runWork(core, { actor, channel: "job" }, async (work) =>
      work.announce({
        type: "report.due",
        companyId,
        week: local.toFormat("kkkk-'W'WW"),
        month: local.minus({ days: 1 }).toFormat("yyyy-MM"),
        readers,
      }),
    );
  }
};
