import type { Db } from "../../../database/db.ts";
import { peopleFirst } from "../../work/people-first.ts";
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

interface Asked {
  companyId: string;
  /** Of one building, if it is named. */
  buildingId: string | null;
  today: Day;
}

/** Who owes what on a day, the largest debts first, so many of them. */
export const largestDebtors = async (
  db: Db,
  { companyId, buildingId, today }: Asked,
  most: number,
): Promise<Debtor[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT d."accountId", a."number", a."unitId", a."buildingId", b."address", u."number" AS "unit", d."debt",
      d."penalty", d."since", (SELECT COUNT(*) FROM "InstalmentPlan" AS p
        WHERE p."accountId" = a."id" AND CAST(p."state" AS TEXT) = 'active') AS "plans"
    FROM (SELECT "accountId", CAST(SUM("charged" - "paid") AS BIGINT) AS "debt",
        CAST(SUM("lateFee" - "lateFeePaid") AS BIGINT) AS "penalty", MIN("due") AS "since"
      FROM "Receipt" WHERE "companyId" = ${companyId} AND "settled" = false AND "due" < ${today}
        AND ("charged" > "paid" OR "lateFee" > "lateFeePaid")
        AND (${buildingId ?? ""} = '' OR "buildingId" = ${buildingId ?? ""})
      GROUP BY "accountId"
      ORDER BY SUM("charged" - "paid") + SUM("lateFee" - "lateFeePaid") DESC, "accountId" LIMIT ${most}) AS d
    JOIN "BillingAccount" AS a ON a."id" = d."accountId" JOIN "Building" AS b ON b."id" = a."buildingId"
    JOIN "Unit" AS u ON u."id" = a."unitId"
    ORDER BY d."debt" + d."penalty" DESC, a."number"`;
  return rows.map((row) => debtorIn(row, today));
};

/** How many owe something, and how much in all. */
export const debtsInAll = async (
  db: Db,
  { companyId, buildingId, today }: Asked,
): Promise<{ debtors: number; sum: bigint }> => {
  const [row] = await db.$queryRaw<Array<{ debtors: bigint | number; sum: bigint | null }>>`
    SELECT COUNT(DISTINCT "accountId") AS "debtors",
      CAST(SUM("charged" - "paid" + "lateFee" - "lateFeePaid") AS BIGINT) AS "sum"
    FROM "Receipt" WHERE "companyId" = ${companyId} AND "settled" = false AND "due" < ${today}
      AND ("charged" > "paid" OR "lateFee" > "lateFeePaid")
      AND (${buildingId ?? ""} = '' OR "buildingId" = ${buildingId ?? ""})`;
  return { debtors: Number(row?.debtors ?? 0), sum: BigInt(row?.sum ?? 0) };
};

/** Accounts that are looked at in one statement. */
const accountsInPage = 1000;

/**
 * All who owe something on a day, page by page in the order of their accounts' numbers. Between pages the chats are
 * served.
 */
export async function* debtorPages(
  db: Db,
  { companyId, today }: { companyId: string; today: Day },
): AsyncGenerator<Debtor[]> {
  let after = "";
  for (;;) {
    const page = await db.billingAccount.findMany({
      where: { companyId, number: { gt: after } },
      select: { number: true },
      orderBy: { number: "asc" },
      take: accountsInPage,
    });
    const last = page.at(-1)?.number;
    if (last === undefined) return;
    const rows = await db.$queryRaw<Row[]>`
      SELECT d.*, b."address", u."number" AS "unit", (SELECT COUNT(*) FROM "InstalmentPlan" AS p
          WHERE p."accountId" = d."accountId" AND CAST(p."state" AS TEXT) = 'active') AS "plans"
      FROM (SELECT a."id" AS "accountId", a."number", a."unitId", a."buildingId",
          CAST(SUM(r."charged" - r."paid") AS BIGINT) AS "debt",
          CAST(SUM(r."lateFee" - r."lateFeePaid") AS BIGINT) AS "penalty", MIN(r."due") AS "since"
        FROM "BillingAccount" AS a JOIN "Receipt" AS r ON r."accountId" = a."id"
        WHERE a."companyId" = ${companyId} AND a."number" > ${after} AND a."number" <= ${last}
          AND r."settled" = false AND r."due" < ${today}
          AND (r."charged" > r."paid" OR r."lateFee" > r."lateFeePaid")
        GROUP BY a."id", a."number", a."unitId", a."buildingId") AS d
      JOIN "Building" AS b ON b."id" = d."buildingId" JOIN "Unit" AS u ON u."id" = d."unitId"
      ORDER BY d."number"`;
    yield rows.map((row) => debtorIn(row, today));
    after = last;
    await peopleFirst();
  }
}

const debtorIn = ({ plans, debt, penalty, ...row }: Row, today: Day): Debtor => ({
  ...row,
  debt: BigInt(debt),
  penalty: BigInt(penalty),
  days: daysBetween(row.since, today),
  onPlan: Number(plans) > 0,
});
