import type { Db } from "../../database/types.ts";

/** Months that are looked through for one with receipts of a house. */
const lookedThrough = 24;

/** The newest month, or the one that is named, in which a house has published receipts; null: there is none. */
export const monthWithReceipts = async (
  db: Db,
  { companyId, buildingId, month }: { companyId: string; buildingId: string; month?: string | undefined },
): Promise<string | null> => {
  const months = await db.billingMonth.findMany({
    where: { companyId, ...(month ? { month } : {}) },
    orderBy: { month: "desc" },
    take: lookedThrough,
    select: { id: true, month: true },
  });
  // Receipts are found by month and house: a company has a million of them.
  for (const { id: monthId, month: found } of months) {
    const receipt = await db.receipt.findFirst({
      where: { monthId, buildingId },
      select: { id: true },
    });
    if (receipt) return found;
  }
  return null;
};

/** The published receipts of a house's month, in the order of their numbers. */
export const houseReceipts = async (
  db: Db,
  { companyId, buildingId, month }: { companyId: string; buildingId: string; month: string },
): Promise<string[]> => {
  const charged = await db.billingMonth.findUnique({
    where: { companyId_month: { companyId, month } },
    select: { id: true },
  });
  if (!charged) return [];
  const receipts = await db.receipt.findMany({
    where: { monthId: charged.id, buildingId },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  return receipts.map(({ id }) => id);
};
