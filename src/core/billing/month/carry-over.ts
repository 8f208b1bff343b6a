import { lockKey } from "../../../database/lock-key.ts";
import type { Core } from "../../work/core.ts";
import type { JobDraft } from "../../work/job-draft.ts";
import { runWork } from "../../work/run-work.ts";
import { type Month, nextMonth } from "../calendar.ts";
import { factsChanged } from "./facts-changed.ts";
import { asMonth } from "./month-row.ts";
import type { CarriedOver } from "./to-charge.ts";

export interface CarryOf {
  companyId: string;
  buildingId: string;
  month: Month;
}

/**
 * Keeps what a month that was charged anew leaves the next one of a house's negative use. If that is something else than
 * before, the next month is not right any more either: the jobs are asked for that put it right.
 */
export const replaceCarry = async (
  core: Core,
  { companyId, buildingId, month }: CarryOf,
  carry: readonly CarriedOver[],
  jobs: readonly JobDraft[],
): Promise<void> => {
  const before = await core.database.read.carriedVolume.findMany({ where: { buildingId, month } });
  const said = before.map(({ serviceId, zone, volume }) => ({ serviceId, zone: zone || null, volume }));
  if (same(said, carry)) return;
  await runWork(core, asMonth(companyId), async (work) => {
    const { tx, enqueue } = work;
    await lockKey(tx, `carry:${buildingId}:${month}`);
    await tx.carriedVolume.deleteMany({ where: { buildingId, month } });
    await tx.carriedVolume.createMany({
      data: carry.map(({ serviceId, zone, volume }) => ({
        companyId,
        buildingId,
        month,
        serviceId,
        zone: zone ?? "",
        volume,
      })),
    });
    await factsChanged(work, companyId, { month: nextMonth(month) });
    for (const job of jobs) enqueue(job);
  });
};

const same = (a: readonly CarriedOver[], b: readonly CarriedOver[]): boolean => {
  const said = (of: readonly CarriedOver[]): string =>
    of
      .map(({ serviceId, zone, volume }) => `${serviceId} ${zone ?? ""} ${volume}`)
      .sort()
      .join();
  return said(a) === said(b);
};
