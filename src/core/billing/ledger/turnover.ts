import type { Tx } from "../../../database/db.ts";
import { overRows } from "../../../database/over-rows.ts";
import { monthOf } from "../calendar.ts";
import { creditOf, debitOf, type EntryDraft } from "./entry-draft.ts";

// WHERE true: without it SQLite takes ON CONFLICT for the ON of a join.
const addRows = overRows(
  { account: "text", month: "text", companyId: "text", debit: "bigint", credit: "bigint" },
  (rows) => `
  INSERT INTO "LedgerTurnover" ("account", "month", "companyId", "debit", "credit")
  SELECT s."account", s."month", s."companyId", s."debit", s."credit" FROM ${rows} WHERE true
  ON CONFLICT ("account", "month") DO UPDATE SET "debit" = "LedgerTurnover"."debit" + excluded."debit",
    "credit" = "LedgerTurnover"."credit" + excluded."credit"`,
);

const addToBalances = overRows(
  { account: "text", companyId: "text", balance: "bigint" },
  (rows) => `
  INSERT INTO "LedgerBalance" ("account", "companyId", "balance")
  SELECT s."account", s."companyId", s."balance" FROM ${rows} WHERE true
  ON CONFLICT ("account") DO UPDATE SET "balance" = "LedgerBalance"."balance" + excluded."balance"`,
);

/**
 * Adds the entries to the turnover of their accounts and months, and to how the accounts stand. In one order always, so that
 * two never deadlock.
 */
export const addTurnover = async (
  tx: Tx,
  companyId: string,
  entries: readonly EntryDraft[],
): Promise<void> => {
  const sums = new Map<string, { account: string; month: string; debit: bigint; credit: bigint }>();
  const balances = new Map<string, bigint>();
  for (const { date, lines } of entries) {
    const month = monthOf(date);
    for (const line of lines) {
      const { account } = line;
      const key = `${account} ${month}`;
      const sum = sums.get(key) ?? { account, month, debit: 0n, credit: 0n };
      sum.debit += debitOf(line);
      sum.credit += creditOf(line);
      sums.set(key, sum);
      balances.set(account, (balances.get(account) ?? 0n) + debitOf(line) - creditOf(line));
    }
  }
  if (sums.size === 0) return;
  await Promise.all([
    addRows(
      tx,
      inOrder(sums).map(([, { account, month, debit, credit }]) => ({
        account,
        month,
        companyId,
        debit: String(debit),
        credit: String(credit),
      })),
    ),
    addToBalances(
      tx,
      inOrder(balances).map(([account, balance]) => ({ account, companyId, balance: String(balance) })),
    ),
  ]);
};

const inOrder = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));
