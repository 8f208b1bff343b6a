import { providerOf } from "../../../database/as-db.ts";
import type { Provider, Tx } from "../../../database/db.ts";
import { monthOf } from "../calendar.ts";
import { creditOf, debitOf, type EntryDraft } from "./entry-draft.ts";

const columns = `"account", "month", "companyId", "debit", "credit"`;

const onConflict = `ON CONFLICT ("account", "month") DO UPDATE SET
  "debit" = "LedgerTurnover"."debit" + excluded."debit", "credit" = "LedgerTurnover"."credit" + excluded."credit"`;

// WHERE true: without it SQLite takes ON CONFLICT for the ON of a join. Texts: amounts are longer than JSON's numbers.
const statements: Record<Provider, string> = {
  sqlite: `
  INSERT INTO "LedgerTurnover" (${columns})
  SELECT "value" ->> 'account', "value" ->> 'month', "value" ->> 'companyId',
    CAST("value" ->> 'debit' AS INTEGER), CAST("value" ->> 'credit' AS INTEGER)
  FROM json_each(?) WHERE true ${onConflict}`,
  postgresql: `
  INSERT INTO "LedgerTurnover" (${columns})
  SELECT ${columns} FROM jsonb_to_recordset($1::jsonb)
    AS row ("account" text, "month" text, "companyId" text, "debit" bigint, "credit" bigint)
  ${onConflict}`,
};

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
