import type { Db, InstalmentPlanModel } from "../../../database/types.ts";

/**
 * What has been paid of a plan's debt since it was agreed: of the receipts that were late then, whatever it was paid from.
 * Money for newer bills keeps no plan, nor does what had come before it on the same day.
 */
export const paidOfPlan = async (
  db: Db,
  { accountId, from, createdAt }: Pick<InstalmentPlanModel, "accountId" | "from" | "createdAt">,
): Promise<bigint> => {
  const late = await db.receipt.findMany({ where: { accountId, due: { lt: from } }, select: { id: true } });
  const { _sum: sum } = await db.allocation.aggregate({
    where: {
      accountId,
      receiptId: { in: late.map(({ id }) => id) },
      undoneBy: null,
      createdAt: { gte: createdAt },
    },
    _sum: { amount: true },
  });
  return sum.amount ?? 0n;
};
