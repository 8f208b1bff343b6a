import { readingProblemsFile } from "../chat/meters/staff/problems-file.ts";
import { importReadingsQueue, readReadingsQueue } from "../core/meters/import/bring-readings.ts";
import { readReadings } from "../core/meters/import/read-readings.ts";
import { runReadingsImport } from "../core/meters/import/run-import.ts";
import { remindReadings, remindReadingsQueue } from "../core/meters/remind-readings.ts";
import { runWork } from "../core/work/run-work.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const meterHandlers = ({ core, store, sources, translate }: Parts): JobHandlers => ({
  [readReadingsQueue]: ({ importId }) =>
    readReadings(
      {
        core,
        store,
        sources,
        problemsFile: (problems, language) => readingProblemsFile(problems, language, translate),
      },
      String(importId),
    ),
  [importReadingsQueue]: ({ importId }, signal) =>
    runReadingsImport({ core, store }, String(importId), signal),
  [remindReadingsQueue]: async ({ buildingId, after }) => {
    const actor = { kind: "system", name: "remind-readings", companyId: null } as const;
    await runWork(core, { actor, channel: "job" }, (work) =>
      remindReadings(work, { buildingId: String(buildingId), after: String(after) }),
    );
  },
});
