import type { Db, Tx } from "../../../database/db.ts";
import { lockKey, shareKey } from "../../../database/lock-key.ts";
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

const closing = (companyId: string): string => `closing-months:${companyId}`;

/** Waits until nobody posts any more, and holds off those who would, until the month is closed. */
export const lockClosing = (tx: Tx, companyId: string): Promise<void> => lockKey(tx, closing(companyId));

/** The last closed month of those who post: none is closed until their transaction ends. */
export const heldClosedThrough = async (tx: Tx, companyId: string): Promise<Month | null> => {
  // Asked in this order without waiting in between: on PostgreSQL it is one round trip.
  const [, closed] = await Promise.all([shareKey(tx, closing(companyId)), closedThrough(tx, companyId)]);
  return closed;
};
