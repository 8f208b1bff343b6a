import { providerOf } from "../../../database/as-db.ts";
import type { Tx } from "../../../database/db.ts";
import { monthOf } from "../calendar.ts";
import { withJsonRows } from "../json-rows.ts";
import { creditOf, debitOf, type EntryDraft } from "./entry-draft.ts";

// WHERE true: without it SQLite takes ON CONFLICT for the ON of a join.
const statements = withJsonRows(
  { account: "text", month: "text", companyId: "text", debit: "bigint", credit: "bigint" },
  (rows) => `
  INSERT INTO "LedgerTurnover" ("account", "month", "companyId", "debit", "credit")
  SELECT s."account", s."month", s."companyId", s."debit", s."credit" FROM ${rows} WHERE true
  ON CONFLICT ("account", "month") DO UPDATE SET "debit" = "LedgerTurnover"."debit" + excluded."debit",
    "credit" = "LedgerTurnover"."credit" + excluded."credit"`,
);

/** Adds the entries to the turnover of their accounts and months. In one order always, so that two never deadlock. */
export const addTurnover = async (
  tx: Tx,
  companyId: string,
  entries: readonly EntryDraft[],
): Promise<void> => {
  const sums = new Map<string, { account: string; month: string; debit: bigint; credit: bigint }>();
  for (const { date, lines } of entries) {
    const month = monthOf(date);
    for (const line of lines) {
      const key = `${line.account} ${month}`;
      const sum = sums.get(key) ?? { account: line.account, month, debit: 0n, credit: 0n };
      sum.debit += debitOf(line);
      sum.credit += creditOf(line);
      sums.set(key, sum);
    }
  }
  if (sums.size === 0) return;
  const rows = [...sums.keys()].sort().flatMap((key) => {
    const sum = sums.get(key);
    return sum ? [{ ...sum, companyId, debit: String(sum.debit), credit: String(sum.credit) }] : [];
  });
  await tx.$executeRawUnsafe(statements[providerOf(tx)], JSON.stringify(rows));
};
