import { publishQueue } from "../core/billing/month/decide-month.ts";
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
  [chargeQueue]: ({ monthId, run }, signal) =>
    runCharging({ core, volumes: volumesByMeters }, String(monthId), Number(run), signal),
  [recalculateQueue]: (payload, signal) =>
    runRecalculation({ core, volumes: volumesByMeters }, payload as unknown as RecalculationJob, signal),
  [publishQueue]: ({ monthId, run }, signal) => runPublishing(core, String(monthId), Number(run), signal),
});
