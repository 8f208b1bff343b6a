import type { BenchPart } from "../part.ts";
import { measureReceipts } from "../receipts.ts";

/** Receipts drawn in threads. */
export const receiptsPart: BenchPart = {
  name: "receipts",
  run: async (_databases, quick) => {
    const receipts = await measureReceipts(quick ? 100 : 400);
    console.log(
      `\nReceipts as PDF, ${receipts.threads} threads: ${receipts.single}/s one by one, ${receipts.printed}/s in files for printing`,
    );
  },
};
