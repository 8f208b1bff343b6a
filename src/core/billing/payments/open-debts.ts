import type { Db } from "../../../database/db.ts";
import { amongParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { OpenDebt } from "./allocate.ts";

interface Row {
  id: string;
  accountId: string;
  month: string;
  principal: bigint | number;
  penalty: bigint | number;
}

/** The unpaid receipts of accounts, oldest first. */
export const openDebts = async (db: Db, accountIds: readonly string[]): Promise<Map<string, OpenDebt[]>> => {
  if (accountIds.length === 0) return new Map();
  const rows = await rowsOf<Row>(
    db,
    sql`SELECT "id", "accountId", "month", "charged" - "paid" AS "principal", "lateFee" - "lateFeePaid" AS "penalty"
     FROM "Receipt"
     WHERE "accountId" ${amongParameter(db, accountIds)} AND "settled" = false
       AND ("charged" > "paid" OR "lateFee" > "lateFeePaid")
     ORDER BY "month", "number"`,
  );
  const byAccount = new Map<string, OpenDebt[]>();
  for (const { id, accountId, month, principal, penalty } of rows) {
    const debt = { receiptId: id, month, principal: BigInt(principal), penalty: BigInt(penalty) };
    const list = byAccount.get(accountId);
    if (list) list.push(debt);
    else byAccount.set(accountId, [debt]);
  }
  return byAccount;
};
