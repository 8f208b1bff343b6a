import type { Core } from "../../work/core.ts";
import type { JobDraft } from "../../work/job-draft.ts";
import { runWork } from "../../work/run-work.ts";
import type { Work } from "../../work/work.ts";
import { type Month, nextMonth } from "../calendar.ts";
import { draftedAnew } from "./drafted-anew.ts";
import { asMonth } from "./month-row.ts";
import { chargeQueue } from "./start-month.ts";
import type { CarriedOver } from "./to-charge.ts";

export interface CarryOf {
  companyId: string;
  buildingId: string;
  month: Month;
}

/**
 * Keeps what a month that was charged anew leaves the next one of a house's negative use. If that is something else than
 * before, the next month is not right any more either: where it is drafted, its drafts are made anew, and what was approved
 * has to be approved again; else the jobs are asked for that put it right.
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
    if (await redraft(work, { companyId, month: nextMonth(month) }, month)) return;
    for (const job of jobs) enqueue(job);
  });
};

/** Drafts a month anew whose receipts are not out, because an earlier one was charged anew; false: there is none. */
const redraft = async (
  work: Work,
  { companyId, month }: { companyId: string; month: Month },
  because: Month,
): Promise<boolean> => {
  const { tx, enqueue, audit, announce } = work;
  const drafted = await tx.billingMonth.findUnique({ where: { companyId_month: { companyId, month } } });
  if (!drafted) return false;
  const { id: monthId, state, run } = drafted;
  const { count } = await tx.billingMonth.updateMany({
    where: { id: monthId, run, state: { in: ["charging", "charged", "approved"] } },
    data: draftedAnew(run),
  });
  if (count === 0) return false;
  enqueue({ queue: chargeQueue, payload: { monthId, run: run + 1 } });
  audit({
    act: "month.charge",
    subjectType: "month",
    subjectId: monthId,
    before: { state },
    after: { state: "charging", because },
  });
  announce({ type: "month.changed", companyId, monthId });
  announce({ type: "month.redrafted", companyId, monthId, because, approved: state === "approved" });
  return true;
};

const same = (a: readonly CarriedOver[], b: readonly CarriedOver[]): boolean => {
  const said = (of: readonly CarriedOver[]): string =>
    of
      .map(({ serviceId, zone, volume }) => `${serviceId} ${zone ?? ""} ${volume}`)
      .sort()
      .join();
  return said(a) === said(b);
};
