import { DateTime } from "luxon";
import { runPlan } from "../../core/maintenance/run-plan.ts";
import type { Core } from "../../core/work/core.ts";
import { runWork } from "../../core/work/run-work.ts";

/** The hour of the building's day from which a round's request is made: it is there when the day's work begins. */
const fromHour = 7;

/** Makes the requests of all plans whose day has come where their building is. */
export const runDuePlans = async (core: Core): Promise<void> => {
  const now = core.clock.now();
  // No zone is more than a day ahead of UTC.
  const latest = DateTime.fromJSDate(now, { zone: "UTC" }).plus({ days: 1 }).toFormat("yyyy-MM-dd");
  const plans = await core.database.read.maintenancePlan.findMany({
    where: { endedAt: null, pausedAt: null, nextOn: { lte: latest } },
    orderBy: { id: "asc" },
  });
  for (const plan of plans) {
    const { timeZone } = await core.database.read.building.findUniqueOrThrow({
      where: { id: plan.buildingId },
    });
    const here = DateTime.fromJSDate(now, { zone: timeZone });
    const today = here.toFormat("yyyy-MM-dd");
    if (plan.nextOn > today || (plan.nextOn === today && here.hour < fromHour)) continue;
    const actor = { kind: "system", name: "maintenance", companyId: plan.companyId } as const;
    await runWork(core, { actor, channel: "job" }, (work) => runPlan(work, plan, today));
  }
};
