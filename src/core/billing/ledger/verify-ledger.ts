import type { Db } from "../../../database/db.ts";

/** What is wrong with a company's ledger, as sentences for an administrator; none if it is sound. */
export const verifyLedger = async (db: Db, companyId: string): Promise<string[]> => {
  const unbalanced = await db.$queryRaw<Array<{ id: string }>>`
    SELECT "entryId" AS "id" FROM "LedgerLine" WHERE "companyId" = ${companyId}
    GROUP BY "entryId" HAVING SUM("debit") <> SUM("credit")`;
  const strayed = await db.$queryRaw<Array<{ account: string }>>`
    SELECT COALESCE(t."account", l."account") AS "account" FROM
      (SELECT "account", SUM("debit") AS "debit", SUM("credit") AS "credit" FROM "LedgerTurnover"
        WHERE "companyId" = ${companyId} GROUP BY "account") t
      FULL JOIN (SELECT "account", SUM("debit") AS "debit", SUM("credit") AS "credit" FROM "LedgerLine"
        WHERE "companyId" = ${companyId} GROUP BY "account") l ON l."account" = t."account"
    WHERE t."account" IS NULL OR l."account" IS NULL OR t."debit" <> l."debit" OR t."credit" <> l."credit"`;
  const unpaid = await db.$queryRaw<Array<{ accountId: string }>>`
    SELECT r."accountId" FROM
      (SELECT "accountId", SUM("charged" - "paid") AS "unpaid" FROM "Receipt"
        WHERE "companyId" = ${companyId} AND "state" = 'published' GROUP BY "accountId") r
      LEFT JOIN (SELECT "account", SUM("debit" - "credit") AS "balance" FROM "LedgerTurnover"
        WHERE "companyId" = ${companyId} GROUP BY "account") t ON t."account" = 'receivable:' || r."accountId"
    WHERE r."unpaid" <> COALESCE(t."balance", 0)`;
  const negative = await db.$queryRaw<Array<{ account: string }>>`
    SELECT "account" FROM "LedgerTurnover"
    WHERE "companyId" = ${companyId} AND "account" LIKE 'advances:%'
    GROUP BY "account" HAVING SUM("credit") < SUM("debit")`;
  return [
    ...unbalanced.map(({ id }) => `entry ${id}: debits and credits differ`),
    ...strayed.map(({ account }) => `${account}: its turnover is not the sum of its lines`),
    ...unpaid.map(({ accountId }) => `account ${accountId}: unpaid receipts differ from the ledger`),
    ...negative.map(({ account }) => `${account}: less than nothing`),
  ];
};
