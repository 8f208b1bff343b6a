import type { Db } from "../../../database/db.ts";
import { type Day, daysBetween } from "../calendar.ts";

/** An account with receipts that are overdue. */
export interface Debtor {
  accountId: string;
  number: string;
  unitId: string;
  buildingId: string;
  address: string;
  unit: string;
  /** Overdue principal and unpaid penalties, minor units. */
  debt: bigint;
  penalty: bigint;
  /** The oldest unpaid due date. */
  since: Day;
  days: number;
  /** Pays by an agreed plan. */
  onPlan: boolean;
}

interface Row {
  accountId: string;
  number: string;
  unitId: string;
  buildingId: string;
  address: string;
  unit: string;
  debt: bigint | string;
  penalty: bigint | string;
  since: string;
  plans: number | bigint;
}

/** Who owes what on a day, the largest debts first; of one building, if it is named. */
export const debtorsOn = async (
  db: Db,
  { companyId, buildingId, today }: { companyId: string; buildingId: string | null; today: Day },
): Promise<Debtor[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT d."accountId", a."number", a."unitId", a."buildingId", b."address", u."number" AS "unit", d."debt",
      d."penalty", d."since", (SELECT COUNT(*) FROM "InstalmentPlan" AS p
        WHERE p."accountId" = a."id" AND CAST(p."state" AS TEXT) = 'active') AS "plans"
    FROM (SELECT "accountId", CAST(SUM("charged" - "paid") AS BIGINT) AS "debt",
        CAST(SUM("lateFee" - "lateFeePaid") AS BIGINT) AS "penalty", MIN("due") AS "since"
      FROM "Receipt" WHERE "companyId" = ${companyId} AND "settled" = false AND "due" < ${today}
        AND "state" = 'published' AND ("charged" > "paid" OR "lateFee" > "lateFeePaid")
      GROUP BY "accountId") AS d
    JOIN "BillingAccount" AS a ON a."id" = d."accountId" JOIN "Building" AS b ON b."id" = a."buildingId"
    JOIN "Unit" AS u ON u."id" = a."unitId"
    WHERE ${buildingId ?? ""} = '' OR a."buildingId" = ${buildingId ?? ""}
    ORDER BY d."debt" + d."penalty" DESC, a."number"`;
  return rows.map(({ plans, debt, penalty, ...row }) => ({
    ...row,
    debt: BigInt(debt),
    penalty: BigInt(penalty),
    days: daysBetween(row.since, today),
    onPlan: Number(plans) > 0,
  }));
};
