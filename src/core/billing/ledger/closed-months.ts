import type { Db } from "../../../database/db.ts";
import { type Day, firstDay, type Month, monthOf, nextMonth } from "../calendar.ts";

/** The last closed month: nothing may be dated in it or before. */
export const closedThrough = async (db: Db, companyId: string): Promise<Month | null> => {
  const [row] = await db.$queryRaw<Array<{ month: string | null }>>`
    SELECT MAX("month") AS "month" FROM "BillingMonth"
    WHERE "companyId" = ${companyId} AND "closedAt" IS NOT NULL`;
  return row?.month ?? null;
};

/** The day itself if it may still be posted on, else the first that may: the open month carries what belongs earlier. */
export const openDay = (day: Day, closed: Month | null): Day =>
  closed !== null && monthOf(day) <= closed ? firstDay(nextMonth(closed)) : day;
