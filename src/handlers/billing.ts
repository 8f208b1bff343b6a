import { publishQueue } from "../core/billing/month/decide-month.ts";
import { runCharging } from "../core/billing/month/run-charging.ts";
import { runPublishing } from "../core/billing/month/run-publishing.ts";
import { chargeQueue } from "../core/billing/month/start-month.ts";
import { volumesByNorm } from "../core/billing/volumes.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const billingHandlers = ({ core }: Parts): JobHandlers => ({
  [chargeQueue]: ({ monthId, run }, signal) =>
    runCharging({ core, volumes: volumesByNorm }, String(monthId), Number(run), signal),
  [publishQueue]: ({ monthId, run }, signal) => runPublishing(core, String(monthId), Number(run), signal),
});
