import { measureBills } from "../bill-texts.ts";
import { type BenchPart, milliseconds } from "../part.ts";
import { measureReceipts } from "../receipts.ts";

/** Receipts drawn beside the main thread, and the texts of bills in a large company. */
export const receiptsPart: BenchPart = {
  name: "receipts",
  run: async (databases, quick) => {
    const drawn = await measureReceipts(quick ? 100 : 400);
    console.log(
      `\nReceipts as PDF: ${drawn.single}/s one by one (${milliseconds(drawn.cpu)} ms of processor each; the main thread waits ${milliseconds(drawn.lagP99)} ms at p99), ${drawn.printed}/s in files for printing`,
    );
    const units = quick ? 5_000 : 100_000;
    console.log(`\nBills of ${units} units: p99 in milliseconds`);
    const table: Record<string, object> = {};
    for (const { name, create } of databases.makers) {
      const times = await measureBills(await create(), units);
      table[name] = Object.fromEntries(Object.entries(times).map(([what, ms]) => [what, milliseconds(ms)]));
    }
    console.table(table);
  },
};
