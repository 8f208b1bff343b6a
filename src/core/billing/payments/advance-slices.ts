import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { Tx } from "../../../database/types.ts";
import type { Day } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";

/** Money ahead that has been there since a day: what is above the slice before it, up to a sum. */
export interface AdvanceSlice {
  upTo: bigint;
  since: Day;
}

/**
 * Since when an account has had what it has ahead, by the entries that stand: money that was taken back was never there.
 * The first that came is the first slice.
 */
export const advanceSlices = async (tx: Tx, accountId: string): Promise<AdvanceSlice[]> => {
  const rows = await rowsOf<{ date: Day; change: bigint | number }>(
    tx,
    sql`SELECT l."date", CAST(SUM(l."credit" - l."debit") AS BIGINT) AS "change"
      FROM "LedgerLine" AS l JOIN "LedgerEntry" AS e ON e."id" = l."entryId"
      WHERE l."account" = ${ledgerAccount("advances", accountId)} AND e."reverses" IS NULL
        AND NOT EXISTS (SELECT 1 FROM "LedgerEntry" AS r WHERE r."reverses" = e."id")
      GROUP BY l."date" ORDER BY l."date"`,
  );
  let balance = 0n;
  const days = rows.map(({ date, change }) => {
    balance += BigInt(change);
    return { since: date, upTo: balance };
  });
  // What was there on a day and never less since then.
  let least = balance;
  for (const day of days.toReversed()) {
    if (day.upTo < least) least = day.upTo;
    day.upTo = least;
  }
  return days;
};
