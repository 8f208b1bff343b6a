import type { Db } from "../../../database/db.ts";
import type { BillingMonthModel } from "../../../database/types.ts";
import { addDays, type Day, later } from "../calendar.ts";
import { dueDate, workingDay } from "../policy/due-date.ts";
import type { PolicyPack } from "../policy/pack.ts";

export interface DueDates {
  /** The day on which the receipts go out. */
  issued: Day;
  of(buildingId: string): Day;
}

/** Days that are left to pay when receipts go out after their due date. */
const graceDays = 10;

/**
 * By when a month's receipts are to be paid: by the building's settings, else the company's, else the policy pack, whose day
 * goes before all of them where it is binding.
 */
export const dueDates = async (
  db: Db,
  { companyId, month }: BillingMonthModel,
  issued: Day,
  pack: PolicyPack,
): Promise<DueDates> => {
  const settings = await db.billingSettings.findMany({
    where: { companyId, dueDay: { not: null } },
    select: { id: true, dueDay: true },
  });
  const dayOf = (id: string): number | undefined =>
    settings.find((known) => known.id === id)?.dueDay ?? undefined;
  const known = new Map<string, Day>();
  const reckon = (buildingId: string): Day => {
    const due = dueDate(month, dayOf(buildingId) ?? dayOf(companyId) ?? null, pack);
    return due >= issued ? due : later(due, workingDay(addDays(issued, graceDays), pack));
  };
  return {
    issued,
    of: (buildingId) => {
      const due = known.get(buildingId) ?? reckon(buildingId);
      known.set(buildingId, due);
      return due;
    },
  };
};
