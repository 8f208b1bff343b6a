import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";

/** Tells staff once of each incident whose expected end has passed: it has to be extended or ended. */
export const remindOfOverdueIncidents = async (core: Core): Promise<void> => {
  const due = await core.database.read.incident.findMany({
    where: { state: "open", remindedAt: null, expectedEndAt: { lte: core.clock.now() } },
    select: { id: true, companyId: true },
    take: 100,
  });
  for (const { id, companyId } of due) {
    await runWork(
      core,
      { actor: { kind: "system", name: "incidents", companyId }, channel: "job" },
      async (work) => {
        const marked = await work.tx.incident.updateMany({
          where: { id, state: "open", remindedAt: null },
          data: { remindedAt: work.now },
        });
        if (marked.count === 0) return;
        work.announce({
          type: "incident.changed",
          act: "overdue",
          companyId,
          incidentId: id,
          requestId: null,
        });
      },
    );
  }
};
