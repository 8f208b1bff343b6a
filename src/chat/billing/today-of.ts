import { type Day, dayAt } from "../../core/billing/calendar.ts";
import type { Work } from "../../core/work/work.ts";

/** The company's day and money. */
export const todayOf = async (
  { tx, now }: Work,
  companyId: string,
): Promise<{ today: Day; currency: string; timeZone: string }> => {
  const { timeZone, currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  return { today: dayAt(now, timeZone), currency, timeZone };
};
