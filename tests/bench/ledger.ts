import { balanceOf } from "../../src/core/billing/ledger/balance.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { vacuum } from "./vacuum.ts";

export interface LedgerResult {
  lines: number;
  /** Of accounts of units, and of the one bank account that half of all lines are of; milliseconds. */
  unitP99: number;
  bankP99: number;
}

const months = 24;
const entriesAtOnce = 50_000;

const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0;

/** Balances on days of a ledger of so many entries of two lines, spread over two years and a fifth as many accounts. */
export const measureLedger = async (url: string, entries: number): Promise<LedgerResult> => {
  const database = await openDatabase(url);
  const accounts = entries / 50;
  const series =
    database.provider === "sqlite"
      ? (from: number) =>
          `(WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${from + entriesAtOnce - 1}) SELECT i FROM n)`
      : (from: number) => `generate_series(${from}, ${from + entriesAtOnce - 1})`;
  const month = `'20' || CAST(24 + (n.i % ${months}) / 12 AS TEXT) || '-' || SUBSTR('0' || CAST(1 + n.i % 12 AS TEXT), -2)`;
  const monthOf =
    database.provider === "sqlite"
      ? month
      : `'20' || (24 + (n.i % ${months}) / 12) || '-' || LPAD((1 + n.i % 12)::text, 2, '0')`;
  const day =
    database.provider === "sqlite"
      ? `${monthOf} || '-' || SUBSTR('0' || CAST(1 + (n.i / 7) % 28 AS TEXT), -2)`
      : `${monthOf} || '-' || LPAD((1 + (n.i / 7) % 28)::text, 2, '0')`;
  const account = `'receivable:' || CAST(n.i % ${accounts} AS TEXT)`;
  for (let from = 0; from < entries; from += entriesAtOnce)
    await database.transaction(
      async (tx) => {
        const source = `${series(from)} AS n${database.provider === "sqlite" ? "" : "(i)"}`;
        await tx.$executeRawUnsafe(
          `INSERT INTO "LedgerEntry" ("id", "companyId", "key", "kind", "date", "month", "createdAt")
           SELECT 'e' || n.i, 'c', 'k' || n.i, 'payment', ${day}, ${monthOf}, CURRENT_TIMESTAMP FROM ${source}`,
        );
        for (const [position, name, debit] of [
          [0, `'bank:c'`, 100],
          [1, account, 0],
        ] as const)
          await tx.$executeRawUnsafe(
            `INSERT INTO "LedgerLine" ("entryId", "position", "companyId", "account", "date", "debit", "credit")
             SELECT 'e' || n.i, ${position}, 'c', ${name}, ${day}, ${debit}, ${100 - debit} FROM ${source}`,
          );
      },
      { timeoutMs: 120_000 },
    );
  await database.transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(
        `INSERT INTO "LedgerTurnover" ("account", "month", "companyId", "debit", "credit")
         SELECT "account", SUBSTR("date", 1, 7), 'c', SUM("debit"), SUM("credit") FROM "LedgerLine"
         GROUP BY "account", SUBSTR("date", 1, 7)`,
      );
    },
    { timeoutMs: 120_000 },
  );
  await vacuum(url);
  const ask = async (name: (at: number) => string, times: number): Promise<number> => {
    const took: number[] = [];
    for (let at = 0; at < times; at += 1) {
      const date = `202${4 + (at % 2)}-${String(1 + (at % 12)).padStart(2, "0")}-28`;
      const begun = performance.now();
      await balanceOf(database.read, name(at), date);
      took.push(performance.now() - begun);
    }
    return p99(took);
  };
  const result = {
    lines: await database.read.ledgerLine.count(),
    unitP99: await ask((at) => `receivable:${(at * 7919) % accounts}`, 1000),
    bankP99: await ask(() => "bank:c", 100),
  };
  await database.close();
  return result;
};
