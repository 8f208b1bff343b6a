import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { ReceiptPaper } from "../../../core/receipts/receipt-paper.ts";
import { startThread } from "../../../database/start-thread.ts";

export interface ReceiptTask {
  id: number;
  papers: readonly ReceiptPaper[];
  language: string;
}

export type ReceiptAnswer = { id: number; bytes: Uint8Array } | { id: number; error: string };

interface Waiting {
  task: ReceiptTask;
  resolve(pdf: Buffer): void;
  reject(error: Error): void;
}

/** Draws receipts beside the main thread, which goes on serving the chats. */
export interface ReceiptPool {
  draw(papers: readonly ReceiptPaper[], language: string): Promise<Buffer>;
  close(): Promise<void>;
}

/** A thread that had nothing to do for so long ends, so that a process that draws nothing holds none. */
const idleMs = 30_000;
const mostThreads = 3;

/** One processor is left to the main thread: a thread draws a building's receipts in a few seconds. */
const threadsHere = (): number => Math.max(1, Math.min(availableParallelism() - 1, mostThreads));

/** `locales` is the folder with the texts, which each thread reads once. */
export const createReceiptPool = (locales: string, threads = threadsHere()): ReceiptPool => {
  const waiting: Waiting[] = [];
  const busy = new Map<Worker, Waiting>();
  const idle = new Map<Worker, NodeJS.Timeout>();
  let last = 0;

  const open = (): Worker => {
    const worker = startThread(import.meta.url, "receipt-worker", { locales });
    worker.on("message", (answer: ReceiptAnswer) => {
      const job = busy.get(worker);
      busy.delete(worker);
      rest(worker);
      if ("bytes" in answer) job?.resolve(Buffer.from(answer.bytes.buffer));
      else job?.reject(new Error(`a receipt could not be drawn: ${answer.error}`));
      goOn();
    });
    worker.on("error", (error) => lost(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => lost(worker, new Error("a thread that drew receipts was ended")));
    return worker;
  };
  /** The thread is no more: what it had in hand failed, and others go on. */
  const lost = (worker: Worker, error: Error): void => {
    const job = busy.get(worker);
    busy.delete(worker);
    forget(worker);
    job?.reject(error);
    goOn();
  };
  const rest = (worker: Worker): void => {
    worker.unref();
    const timer = setTimeout(() => {
      idle.delete(worker);
      void worker.terminate();
    }, idleMs);
    idle.set(worker, timer.unref());
  };
  const forget = (worker: Worker): void => {
    clearTimeout(idle.get(worker));
    idle.delete(worker);
  };
  const goOn = (): void => {
    while (waiting.length > 0 && (idle.size > 0 || busy.size < threads)) {
      const job = waiting.shift();
      if (!job) return;
      const [free] = idle.keys();
      if (free) forget(free);
      const worker = free ?? open();
      worker.ref();
      busy.set(worker, job);
      worker.postMessage(job.task);
    }
  };
  return {
    draw: (papers, language) =>
      new Promise<Buffer>((resolve, reject) => {
        last += 1;
        waiting.push({ task: { id: last, papers, language }, resolve, reject });
        goOn();
      }),
    close: async () => {
      for (const { reject } of waiting.splice(0)) reject(new Error("no more receipts are drawn"));
      const workers = [...idle.keys(), ...busy.keys()];
      for (const worker of workers) forget(worker);
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
};
