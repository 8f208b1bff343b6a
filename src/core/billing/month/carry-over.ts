import type { Core } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";
import type { Month } from "../calendar.ts";
import { asMonth } from "./month-row.ts";
import type { CarriedOver } from "./to-charge.ts";

export interface CarryOf {
  companyId: string;
  buildingId: string;
  month: Month;
}

/**
 * Keeps what a month that was charged anew leaves the next one of a house's negative use; whether that is something else
 * than before, so that the next month is not right any more either.
 */
export const replaceCarry = async (
  core: Core,
  { companyId, buildingId, month }: CarryOf,
  carry: readonly CarriedOver[],
): Promise<boolean> => {
  const before = await core.database.read.carriedVolume.findMany({ where: { buildingId, month } });
  const said = before.map(({ serviceId, zone, volume }) => ({ serviceId, zone: zone || null, volume }));
  if (same(said, carry)) return false;
  await runWork(core, asMonth(companyId), async ({ tx }) => {
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
  });
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
