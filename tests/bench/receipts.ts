import { availableParallelism } from "node:os";
import { createReceiptPool } from "../../src/adapters/documents/receipts/receipt-pool.ts";
// The threads' program: nothing imports it, and it has to be compiled too.
import type {} from "../../src/adapters/documents/receipts/receipt-worker.ts";
import { localesFolder } from "../../src/package-paths.ts";
import { samplePaper } from "../adapters/documents/receipts/sample-paper.ts";

export interface ReceiptRate {
  threads: number;
  /** PDF a second, each a document of its own. */
  single: number;
  /** Receipts a second, in files of fifty for printing. */
  printed: number;
}

const warmUp = 8;

/** How many receipts are drawn in a second by the threads that serve them. */
export const measureReceipts = async (
  count = 200,
  threads = Math.min(availableParallelism(), 4),
): Promise<ReceiptRate> => {
  const pool = createReceiptPool(localesFolder, threads);
  const draw = (at: number): Promise<Buffer> =>
    pool.draw([samplePaper({ accountNumber: String(100_000 + at) })], at % 2 === 0 ? "ru" : "en");
  await Promise.all(Array.from({ length: warmUp }, (_, at) => draw(at)));
  const began = performance.now();
  await Promise.all(Array.from({ length: count }, (_, at) => draw(at)));
  const single = count / ((performance.now() - began) / 1000);
  const fifty = Array.from({ length: 50 }, (_, at) => samplePaper({ accountNumber: String(at) }));
  const printing = performance.now();
  await Promise.all(Array.from({ length: count / 50 }, () => pool.draw(fifty, "ru")));
  const printed = count / ((performance.now() - printing) / 1000);
  await pool.close();
  return { threads, single: Math.round(single), printed: Math.round(printed) };
};
