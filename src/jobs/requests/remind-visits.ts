import { remindVisit } from "../../core/requests/work/remind-visit.ts";
import type { Core } from "../../core/work/core.ts";
import { runWork } from "../../core/work/run-work.ts";

const batch = 200;

/** The evening before an agreed visit both sides are reminded, once. */
export const remindVisits = async (core: Core): Promise<void> => {
  const due = await core.database.read.visit.findMany({
    where: { state: "agreed", remindedAt: null, remindAt: { lte: core.clock.now() } },
    select: { id: true, companyId: true },
    orderBy: { remindAt: "asc" },
    take: batch,
  });
  for (const { id: visitId, companyId } of due) {
    const actor = { kind: "system", name: "remind-visits", companyId } as const;
    await runWork(core, { actor, channel: "job" }, (work) => remindVisit(work, { visitId }));
  }
};
