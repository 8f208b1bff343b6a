import type { Work } from "../../work/work.ts";
import { addDays, type Day, firstDay } from "../calendar.ts";
import { monthToCharge } from "../month/start-month.ts";

/** The last day before the company's first month: balances are of then, if nobody says another day. */
export const openingDay = async (work: Work, companyId: string): Promise<Day> => {
  const first = await work.tx.billingMonth.findFirst({
    where: { companyId },
    orderBy: { month: "asc" },
    select: { month: true },
  });
  return addDays(firstDay(first?.month ?? (await monthToCharge(work, companyId))), -1);
};
