import type { Db } from "../../../database/db.ts";
import { amongParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import { type Day, firstDay, monthOf } from "../calendar.ts";

interface Sum {
  debit: bigint | null;
  credit: bigint | null;
}

const balance = (sum: Sum | undefined): bigint => BigInt(sum?.debit ?? 0) - BigInt(sum?.credit ?? 0);

/** Debits less credits of an account to the end of a day: whole months by their turnover, the last by its lines. */
export const balanceOf = async (db: Db, account: string, date: Day): Promise<bigint> => {
  const month = monthOf(date);
  const [before] = await db.$queryRaw<Sum[]>`
    SELECT CAST(SUM("debit") AS BIGINT) AS "debit", CAST(SUM("credit") AS BIGINT) AS "credit"
    FROM "LedgerTurnover" WHERE "account" = ${account} AND "month" < ${month}`;
  const [since] = await db.$queryRaw<Sum[]>`
    SELECT CAST(SUM("debit") AS BIGINT) AS "debit", CAST(SUM("credit") AS BIGINT) AS "credit"
    FROM "LedgerLine" WHERE "account" = ${account} AND "date" >= ${firstDay(month)} AND "date" <= ${date}`;
  return balance(before) + balance(since);
};

/** Debits less credits of each account by all that is posted; of accounts without entries nothing. */
export const balancesOf = async (db: Db, accounts: readonly string[]): Promise<Map<string, bigint>> => {
  if (accounts.length === 0) return new Map();
  const rows = await rowsOf<{ account: string; balance: bigint | number }>(
    db,
    sql`SELECT "account", "balance" FROM "LedgerBalance" WHERE "account" ${amongParameter(db, accounts)}`,
  );
  return new Map(rows.map(({ account, balance }) => [account, BigInt(balance)]));
};
