import type { Db } from "../../../database/db.ts";
import type { Day } from "../calendar.ts";

/** Money that came to an account from a day on and stayed there; a plan is kept by it. */
export const paidSince = async (db: Db, accountId: string, from: Day): Promise<bigint> => {
  const payments = await db.payment.findMany({
    where: { accountId, state: "posted", date: { gte: from } },
    select: { amount: true, refunded: true },
  });
  return payments.reduce((sum, { amount, refunded }) => sum + amount - refunded, 0n);
};
