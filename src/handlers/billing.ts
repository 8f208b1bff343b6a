import { publishQueue } from "../core/billing/month/decide-month.ts";
import { countPenalties, forecastPenalties } from "../core/billing/month/month-penalties.ts";
import {
  type RecalculationJob,
  recalculateQueue,
  runRecalculation,
} from "../core/billing/month/recalculate.ts";
import { runCharging } from "../core/billing/month/run-charging.ts";
import { runPublishing } from "../core/billing/month/run-publishing.ts";
import { chargeQueue } from "../core/billing/month/start-month.ts";
import { volumesByMeters } from "../core/meters/volumes/volumes-by-meters.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const billingHandlers = ({ core }: Parts): JobHandlers => ({
  [chargeQueue]: async ({ monthId, run }, signal) => {
    await forecastPenalties(core, String(monthId), Number(run), signal);
    await runCharging({ core, volumes: volumesByMeters }, String(monthId), Number(run), signal);
  },
  [recalculateQueue]: (payload, signal) =>
    runRecalculation({ core, volumes: volumesByMeters }, payload as unknown as RecalculationJob, signal),
  [publishQueue]: async ({ monthId, run }, signal) => {
    await runPublishing(core, String(monthId), Number(run), signal);
    await countPenalties(core, String(monthId), signal);
  },
});
