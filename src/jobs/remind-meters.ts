import { DateTime } from "luxon";
import { addDays, dayAt } from "../core/billing/calendar.ts";
import { buildingWindow } from "../core/meters/building-window.ts";
import { verificationWarnings } from "../core/meters/policy.ts";
import { isReminderDay, type ReadingWindow } from "../core/meters/reading-month.ts";
import { remindReadings } from "../core/meters/remind-readings.ts";
import { warnVerification } from "../core/meters/warn-verification.ts";
import type { Core } from "../core/work/core.ts";
import { peopleFirst } from "../core/work/people-first.ts";
import { runWork } from "../core/work/run-work.ts";

/** The local hour at which residents are reminded. */
const reminderHour = 11;

/** Whether residents of a building are reminded in this hour. */
export const remindsAt = (now: Date, timeZone: string, window: ReadingWindow): boolean =>
  DateTime.fromJSDate(now, { zone: timeZone }).hour === reminderHour &&
  isReminderDay(dayAt(now, timeZone), window);

/** Asks for missing readings when the window opens, and on its last day but one and its last. Called every hour. */
export const remindMeters = async (core: Core): Promise<void> => {
  const { read } = core.database;
  const buildings = await read.building.findMany({ select: { id: true, companyId: true, timeZone: true } });
  for (const { id: buildingId, companyId, timeZone } of buildings) {
    const window = await buildingWindow(read, { companyId, buildingId });
    if (!remindsAt(core.clock.now(), timeZone, window)) continue;
    const actor = { kind: "system", name: "remind-meters", companyId } as const;
    await runWork(core, { actor, channel: "job" }, (work) => remindReadings(work, { buildingId }));
    await peopleFirst();
  }
};

/** Warns of verifications that run out soon. */
export const warnOfVerifications = async (core: Core): Promise<void> => {
  const until = addDays(core.clock.now().toISOString().slice(0, 10), Math.max(...verificationWarnings) + 1);
  const meters = await core.database.read.meter.findMany({
    where: { removed: null, unitId: { not: null }, verifiedUntil: { lte: until, gte: addDays(until, -90) } },
    select: { id: true, companyId: true },
    orderBy: { id: "asc" },
  });
  for (const { id: meterId, companyId } of meters) {
    const actor = { kind: "system", name: "warn-verification", companyId } as const;
    await runWork(core, { actor, channel: "job" }, (work) => warnVerification(work, { meterId }));
    await peopleFirst();
  }
};
