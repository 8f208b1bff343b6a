import { monitorEventLoopDelay } from "node:perf_hooks";
import { createReceiptPool } from "../../src/adapters/documents/receipts/receipt-pool.ts";
// The threads' program: nothing imports it, and it has to be compiled too.
import type {} from "../../src/adapters/documents/receipts/receipt-worker.ts";
import { localesFolder } from "../../src/package-paths.ts";
import { samplePaper } from "../adapters/documents/receipts/sample-paper.ts";

export interface ReceiptRate {
  /** PDF a second, each a document of its own. */
  single: number;
  /** Receipts a second, in files of fifty for printing. */
  printed: number;
  /** Milliseconds of processor for a PDF: on a busy machine this says more than the time on the wall. */
  cpu: number;
  /** Of the main thread's event loop meanwhile, milliseconds. */
  lagP99: number;
}

const warmUp = 8;

/** How many receipts are drawn in a second by the threads that serve them, and what the main thread feels of it. */
export const measureReceipts = async (count = 200): Promise<ReceiptRate> => {
  const pool = createReceiptPool(localesFolder);
  const draw = (at: number): Promise<Buffer> =>
    pool.draw([samplePaper({ accountNumber: String(100_000 + at) })], at % 2 === 0 ? "ru" : "en");
  await Promise.all(Array.from({ length: warmUp }, (_, at) => draw(at)));
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const cpu = process.cpuUsage();
  const began = performance.now();
  await Promise.all(Array.from({ length: count }, (_, at) => draw(at)));
  const single = count / ((performance.now() - began) / 1000);
  const { user, system } = process.cpuUsage(cpu);
  lag.disable();
  const fifty = Array.from({ length: 50 }, (_, at) => samplePaper({ accountNumber: String(at) }));
  const printing = performance.now();
  await Promise.all(Array.from({ length: count / 50 }, () => pool.draw(fifty, "ru")));
  const printed = count / ((performance.now() - printing) / 1000);
  await pool.close();
  return {
    single: Math.round(single),
    printed: Math.round(printed),
    cpu: (user + system) / 1000 / count,
    lagP99: lag.percentile(99) / 1e6,
  };
};
