import type { Worker } from "node:worker_threads";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { startThread } from "./start-thread.ts";

export interface WalKeeper {
  /** A transaction was committed; the writer is still its turn's. Never fails: what is committed stays so. */
  committed(): Promise<void>;
  /** Ends the thread, so that the last connection may tidy up. */
  close(): Promise<void>;
}

const look = { sql: "PRAGMA wal_checkpoint(NOOP)", args: [], argTypes: [] };

/** 16 MB: each time that the log begins anew the writer waits for the disk once. */
const longPages = 4000;
const lookEveryMs = 50;

/**
 * Has the write-ahead log of a SQLite file copied into the database by a thread: whoever commits the page too many would
 * do that in place, and hold the process for some 60 ms. The thread is started when it is first needed.
 */
export const keepWalShort = (path: string, writer: SqlDriverAdapter): WalKeeper => {
  let thread: Worker | undefined;
  let copying = false;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const start = (): Worker => {
    const started = startThread(import.meta.url, "checkpoint-worker", { path });
    started.unref();
    started.on("message", () => {
      copying = false;
    });
    started.on("error", giveUp);
    return started;
  };

  /** `copying` for good: the writer does so by itself when the log is longer yet. */
  const giveUp = (error: unknown): void => {
    copying = true;
    thread = undefined;
    process.emitWarning(`SQLite's log is not copied by a thread any more: ${error}. Start Domovoy again.`);
  };

  const copyIfLong = async (): Promise<void> => {
    if (copying || performance.now() - lookedAt < lookEveryMs) return;
    lookedAt = performance.now();
    const { rows } = await writer.queryRaw(look);
    const [, log, checkpointed] = rows[0] ?? [];
    if (Number(log) - Number(checkpointed) < longPages) return;
    copying = true;
    thread ??= start();
    thread.postMessage("copy");
  };

  return {
    committed: () => copyIfLong().catch(giveUp),
    close: async () => {
      const ending = thread;
      if (ending === undefined) return;
      thread = undefined;
      await new Promise<void>((resolve) => {
        ending.once("exit", () => resolve());
        ending.ref();
        ending.postMessage("end");
      });
    },
  };
};
