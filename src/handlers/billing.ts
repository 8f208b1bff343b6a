import { openingProblemsFile } from "../chat/billing/opening/openings-file.ts";
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
import { enterOpeningsQueue, readOpeningsQueue } from "../core/billing/opening/import/bring-openings.ts";
import { readOpenings } from "../core/billing/opening/import/read-openings.ts";
import { runOpenings } from "../core/billing/opening/import/run-openings.ts";
import { volumesByMeters } from "../core/meters/volumes/volumes-by-meters.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const monthHandlers = ({ core }: Pick<Parts, "core">): JobHandlers => ({
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

export const openingHandlers = ({ core, store, sources, translate }: Parts): JobHandlers => ({
  [readOpeningsQueue]: ({ importId }) =>
    readOpenings(
      {
        core,
        store,
        sources,
        problemsFile: (problems, language) => openingProblemsFile(problems, language, translate),
      },
      String(importId),
    ),
  [enterOpeningsQueue]: ({ importId }, signal) => runOpenings({ core, store }, String(importId), signal),
});
