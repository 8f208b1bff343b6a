import type { Db } from "../../../database/db.ts";
import { type Day, daysBetween } from "../calendar.ts";

/** The last day overdue of each age; the last age has no end. */
export const ages = [30, 60, 90, 180, null] as const;

export interface Age {
  fromDay: number;
  toDay: number | null;
  debt: bigint;
  receipts: number;
}

/** Overdue principal by how long it is overdue. */
export const ageingOn = async (
  db: Db,
  { companyId, buildingId, today }: { companyId: string; buildingId: string | null; today: Day },
): Promise<Age[]> => {
  // Receipts of a month are due on one day or two, so that there are few rows of sums.
  const sums = await db.$queryRaw<Array<{ due: Day; debt: bigint; receipts: bigint | number }>>`
    SELECT "due", CAST(SUM("charged" - "paid") AS BIGINT) AS "debt", COUNT(*) AS "receipts" FROM "Receipt"
    WHERE "companyId" = ${companyId} AND "settled" = false AND "due" < ${today}
      AND "charged" > "paid"
      AND (${buildingId ?? ""} = '' OR "buildingId" = ${buildingId ?? ""})
    GROUP BY "due"`;
  return ages.map((toDay, at) => {
    const fromDay = (ages[at - 1] ?? 0) + 1;
    const within = sums.filter(({ due }) => {
      const days = daysBetween(due, today);
      return days >= fromDay && (toDay === null || days <= toDay);
    });
    return {
      fromDay,
      toDay,
      debt: within.reduce((sum, { debt }) => sum + BigInt(debt), 0n),
      receipts: within.reduce((sum, { receipts }) => sum + Number(receipts), 0),
    };
  });
};

/** What a month's receipts asked for, and what of it is paid by now. */
export interface Collection {
  month: string;
  charged: bigint;
  paid: bigint;
}

/** Hundredths of a percent. */
export const collectionRate = ({ charged, paid }: Collection): number =>
  charged > 0n ? Number((paid * 10_000n) / charged) : 0;

/**
 * The newest months, oldest first. What is paid is reckoned from what is not: a month's totals are kept, and few of its
 * receipts stay open, while a year's would be a million to add up. What was written off is not owed, but not paid either.
 */
export const collectionOf = async (
  db: Db,
  { companyId, buildingId, months }: { companyId: string; buildingId: string | null; months: number },
): Promise<Collection[]> => {
  const charged = await db.$queryRaw<Array<{ month: string; charged: bigint }>>`
    SELECT m."month", CAST(SUM(t."amount") AS BIGINT) AS "charged"
    FROM (SELECT "id", "month" FROM "BillingMonth" WHERE "companyId" = ${companyId} AND "publishedAt" IS NOT NULL
      ORDER BY "month" DESC LIMIT ${months}) AS m
    JOIN "ChargeTotal" AS t ON t."monthId" = m."id"
    WHERE (${buildingId ?? ""} = '' OR t."buildingId" = ${buildingId ?? ""})
    GROUP BY m."month"`;
  const unpaid = await db.$queryRaw<Array<{ month: string; unpaid: bigint }>>`
    SELECT "month", CAST(SUM("charged" - "paid") AS BIGINT) AS "unpaid" FROM "Receipt"
    WHERE "companyId" = ${companyId} AND "settled" = false AND "charged" > "paid"
      AND "number" IS NOT NULL AND (${buildingId ?? ""} = '' OR "buildingId" = ${buildingId ?? ""})
    GROUP BY "month"
    UNION ALL SELECT w."month", CAST(SUM(w."amount") AS BIGINT) AS "unpaid"
    FROM "WrittenOff" AS w JOIN "Receipt" AS r ON r."id" = w."receiptId"
      JOIN "WriteOff" AS o ON o."id" = w."writeOffId"
    WHERE w."companyId" = ${companyId} AND w."target" = 'principal' AND o."reversedAt" IS NULL
      AND r."number" IS NOT NULL
      AND (${buildingId ?? ""} = '' OR w."buildingId" = ${buildingId ?? ""})
    GROUP BY w."month"`;
  return charged
    .map((row) => {
      const sum = BigInt(row.charged);
      const open = unpaid
        .filter(({ month }) => month === row.month)
        .reduce((total, part) => total + BigInt(part.unpaid), 0n);
      return { month: row.month, charged: sum, paid: sum > open ? sum - open : 0n };
    })
    .sort((a, b) => (a.month < b.month ? -1 : 1));
};
