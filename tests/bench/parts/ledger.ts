import { measureLedger } from "../ledger.ts";
import type { BenchPart } from "../part.ts";

/** Balances on days of a large ledger. */
export const ledgerPart: BenchPart = {
  name: "ledger",
  run: async (databases, quick) => {
    const entries = quick ? 50_000 : 1_000_000;
    console.log(`\nBalances on days, of a ledger of ${entries} entries`);
    const table: Record<string, object> = {};
    for (const { name, create } of databases.makers) {
      const { lines, unitP99, bankP99 } = await measureLedger(await create(), entries);
      table[name] = {
        lines,
        "a unit's balance p99, ms": unitP99.toFixed(2),
        "the bank account's p99, ms": bankP99.toFixed(1),
      };
    }
    console.table(table);
  },
};
