import { DateTime } from "luxon";
import { dayAt } from "../core/billing/calendar.ts";
import { billsToTell } from "../core/billing/month/bills-due.ts";
import type { Core } from "../core/work/core.ts";
import { runWork } from "../core/work/run-work.ts";

/** The local hour at which staff are reminded. */
const reminderHour = 10;

/** Tells staff of bills that are to be out soon, or should be out and are not. Called every hour. */
export const remindOfBills = async (core: Core): Promise<void> => {
  const { read } = core.database;
  const now = core.clock.now();
  for (const { id: companyId, timeZone } of await read.company.findMany()) {
    if (DateTime.fromJSDate(now, { zone: timeZone }).hour !== reminderHour) continue;
    const today = dayAt(now, timeZone);
    const bills = await billsToTell(read, companyId, today);
    if (!bills) continue;
    const actor = { kind: "system", name: "remind-bills", companyId } as const;
    await runWork(core, { actor, channel: "job" }, async (work) =>
      work.announce({ type: "bills.due", companyId, today, ...bills }),
    );
  }
};
