import type { BillingMonthModel } from "../../../database/types.ts";
import type { Work } from "../../work/work.ts";

/** Whether the month is still being charged by this run; a job that finds it isn't has nothing left to do. */
export const stillCharging = async (
  { tx }: Work,
  { id, run }: Pick<BillingMonthModel, "id" | "run">,
): Promise<boolean> => {
  // A write, so that two processes come one after the other.
  const touched = await tx.$executeRaw`
    UPDATE "BillingMonth" SET "run" = ${run} WHERE "id" = ${id} AND "run" = ${run} AND "state" = 'charging'`;
  return touched > 0;
};

/** How often people see how far a month is. */
export const shownMs = 2000;

/** A system actor's work of the company's month. */
export const asMonth = (companyId: string) =>
  ({ actor: { kind: "system", name: "billing", companyId }, channel: "job" }) as const;
