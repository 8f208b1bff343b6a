import { shiftBegins } from "../../core/directory/duty/shift-begins.ts";
import { tellEnded } from "../../core/directory/units/end-later.ts";
import type { Core } from "../../core/work/core.ts";
import { runWork } from "../../core/work/run-work.ts";

/** What is left comes with the next firing. */
const batch = 200;

/** Tells of shifts that begin, and of occupancies whose last day is over. */
export const tellWhatCame = async (core: Core): Promise<void> => {
  const { read } = core.database;
  const now = core.clock.now();
  const begun = await read.dutyShift.findMany({
    where: { begunAt: null, cancelledAt: null, from: { lte: now }, to: { gt: now } },
    take: batch,
  });
  for (const { id: shiftId, companyId } of begun) {
    const actor = { kind: "system", name: "duty", companyId } as const;
    await runWork(core, { actor, channel: "job" }, (work) => shiftBegins(work, { shiftId }));
  }
  const ended = await read.endingOccupancy.findMany({ where: { to: { lte: now } }, take: batch });
  for (const { occupancyId, companyId } of ended) {
    const actor = { kind: "system", name: "occupancy", companyId } as const;
    await runWork(core, { actor, channel: "job" }, (work) => tellEnded(work, { occupancyId }));
  }
};
