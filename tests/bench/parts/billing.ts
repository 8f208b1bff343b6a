import { measureBilling } from "../billing-month.ts";
import type { BenchPart } from "../part.ts";

/** A month charged and posted. */
export const billingPart: BenchPart = {
  name: "billing",
  run: async (databases, quick) => {
    const units = quick ? 5_000 : 100_000;
    console.log(`\nA month of ${units} units with 8 services: charged, and posted`);
    const table: Record<string, object> = {};
    for (const { name, create } of databases.makers) {
      const result = await measureBilling(await create(), units);
      if (result.faults.length > 0)
        throw new Error(`the ledger is wrong: ${result.faults.slice(0, 3).join("; ")}`);
      table[name] = {
        "charge, s": result.chargeSeconds.toFixed(1),
        "post, s": result.postSeconds.toFixed(1),
        "processor, s": result.cpuSeconds.toFixed(1),
        receipts: result.receipts,
        "lag p99, ms": result.lagP99.toFixed(1),
        "longest lag, ms": result.lagMax.toFixed(0),
        "bill p99, ms": result.billP99.toFixed(1),
        "balance p99, ms": result.balanceP99.toFixed(1),
      };
    }
    console.table(table);
  },
};
