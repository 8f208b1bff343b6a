import type { Db } from "../../../database/db.ts";

/** What is wrong with a company's ledger, as sentences for an administrator; none if it is sound. */
export const verifyLedger = async (db: Db, companyId: string): Promise<string[]> => {
  const unbalanced = await db.$queryRaw<Array<{ id: string }>>`
    SELECT "entryId" AS "id" FROM "LedgerLine" WHERE "companyId" = ${companyId}
    GROUP BY "entryId" HAVING SUM("debit") <> SUM("credit")`;
  const strayed = await db.$queryRaw<Array<{ account: string; month: string }>>`
    SELECT "account", "month" FROM (
      SELECT "account", "month", "debit", "credit" FROM "LedgerTurnover" WHERE "companyId" = ${companyId}
      UNION ALL SELECT "account", SUBSTR("date", 1, 7), -"debit", -"credit" FROM "LedgerLine"
        WHERE "companyId" = ${companyId}) AS sides
    GROUP BY "account", "month" HAVING SUM("debit") <> 0 OR SUM("credit") <> 0`;
  const stands = await db.$queryRaw<Array<{ account: string }>>`
    SELECT "account" FROM (
      SELECT "account", "balance" FROM "LedgerBalance" WHERE "companyId" = ${companyId}
      UNION ALL SELECT "account", "credit" - "debit" FROM "LedgerLine" WHERE "companyId" = ${companyId}) AS sides
    GROUP BY "account" HAVING SUM("balance") <> 0`;
  const forgotten = await db.$queryRaw<Array<{ id: string }>>`
    SELECT "id" FROM "Receipt" WHERE "companyId" = ${companyId} AND "settled" = true
      AND ("charged" > "paid" OR "lateFee" > "lateFeePaid")`;
  const unpaid = await db.$queryRaw<Array<{ accountId: string }>>`
    SELECT "accountId" FROM (
      SELECT "accountId", "charged" - "paid" AS "unpaid" FROM "Receipt"
        WHERE "companyId" = ${companyId}
      UNION ALL SELECT SUBSTR("account", 12), "credit" - "debit" FROM "LedgerTurnover"
        WHERE "companyId" = ${companyId} AND "account" LIKE 'receivable:%') AS sides
    GROUP BY "accountId" HAVING SUM("unpaid") <> 0`;
  const unpaidLate = await db.$queryRaw<Array<{ accountId: string }>>`
    SELECT "accountId" FROM (
      SELECT "accountId", "lateFee" - "lateFeePaid" AS "unpaid" FROM "Receipt"
        WHERE "companyId" = ${companyId}
      UNION ALL SELECT SUBSTR("account", 11), "credit" - "debit" FROM "LedgerTurnover"
        WHERE "companyId" = ${companyId} AND "account" LIKE 'penalties:%') AS sides
    GROUP BY "accountId" HAVING SUM("unpaid") <> 0`;
  const givenUp = await db.$queryRaw<Array<{ account: string }>>`
    SELECT "account" FROM (
      SELECT 'write-offs:' || w."companyId" AS "account", w."amount" FROM "WrittenOff" AS w
        JOIN "WriteOff" AS o ON o."id" = w."writeOffId"
        WHERE w."companyId" = ${companyId} AND o."reversedAt" IS NULL
      UNION ALL SELECT "account", "credit" - "debit" FROM "LedgerTurnover"
        WHERE "companyId" = ${companyId} AND "account" LIKE 'write-offs:%') AS sides
    GROUP BY "account" HAVING SUM("amount") <> 0`;
  const negative = await db.$queryRaw<Array<{ account: string }>>`
    SELECT "account" FROM "LedgerBalance"
    WHERE "companyId" = ${companyId} AND "account" LIKE 'advances:%' AND "balance" > 0`;
  return [
    ...unbalanced.map(({ id }) => `entry ${id}: debits and credits differ`),
    ...strayed.map(
      ({ account, month }) => `${account}: its turnover of ${month} is not the sum of its lines`,
    ),
    ...stands.map(({ account }) => `${account}: its balance is not the sum of its lines`),
    ...forgotten.map(({ id }) => `receipt ${id}: settled, though something of it is unpaid`),
    ...unpaid.map(({ accountId }) => `account ${accountId}: unpaid receipts differ from the ledger`),
    ...unpaidLate.map(({ accountId }) => `account ${accountId}: unpaid penalties differ from the ledger`),
    ...givenUp.map(({ account }) => `${account}: differs from what was written off`),
    ...negative.map(({ account }) => `${account}: less than nothing`),
  ];
};
