import { MessageChannel, type Worker } from "node:worker_threads";
import type { Logger } from "pino";
import type { ChatSettings } from "./chat/settings.ts";
import type { Config } from "./config.ts";
import type { Core } from "./core/work/core.ts";
import { peopleBoard } from "./core/work/people-first.ts";
import { lendTurns } from "./database/lend-turns.ts";
import { startThread } from "./database/start-thread.ts";
import type { Turnstile } from "./database/turnstile.ts";
import type { JobHandler, JobHandlers, JobPayload } from "./jobs/queue.ts";

/** What the thread is begun with; all of it can be copied from thread to thread. */
export interface BulkSetup {
  databaseUrl: string;
  /** Newest first. */
  keys: readonly Uint8Array[];
  settings: ChatSettings;
  log: Config["log"];
  people: SharedArrayBuffer;
  /** Where a turn to write is asked for. */
  turns: MessagePort;
}

type MessagePort = MessageChannel["port1"];

/** What the thread is told. */
export type BulkOrder =
  | { kind: "do"; id: number; queue: string; payload: JobPayload }
  | { kind: "abort"; id: number }
  | { kind: "end" };

type Left = Parameters<Core["committed"]>[0];

/** What it says. */
export type BulkNews =
  | { kind: "committed"; left: Left }
  | { kind: "done"; id: number }
  | { kind: "failed"; id: number; error: Error };

interface InHand {
  resolve(): void;
  reject(error: Error): void;
}

export interface BulkThread {
  /** Does the jobs of these queues over there. */
  handlersOf(queues: readonly string[]): JobHandlers;
  /** When nothing is in hand any more: ends the thread. */
  stop(): Promise<void>;
}

interface BulkThreadOptions {
  setup: Omit<BulkSetup, "turns" | "people" | "settings">;
  /** As they are when the thread begins. */
  settings(): ChatSettings;
  turns: Turnstile;
  logger: Pick<Logger, "warn">;
  committed(left: Left): void;
}

/** A thread that had nothing to do for so long ends: it holds as much memory as a second Domovoy. */
const idleMs = 30_000;
/** It has nothing in hand when it is told to end. */
const endsWithinMs = 3000;

/**
 * Jobs that take minutes are done by a thread with connections of its own, so that the one that serves the chats is
 * never held by them. On SQLite both take turns at writing.
 */
export const createBulkThread = (options: BulkThreadOptions): BulkThread => {
  const inHand = new Map<number, InHand>();
  let thread: Worker | undefined;
  let rest: NodeJS.Timeout | undefined;
  let last = 0;

  const open = (): Worker => {
    const { port1, port2 } = new MessageChannel();
    lendTurns(port1, options.turns);
    const setup: BulkSetup = {
      ...options.setup,
      settings: { ...options.settings() },
      people: peopleBoard(),
      turns: port2,
    };
    const opened = startThread(import.meta.url, "bulk-worker", setup, [port2]);
    opened.on("message", (news: BulkNews) => {
      if (news.kind === "committed") return options.committed(news.left);
      const job = inHand.get(news.id);
      inHand.delete(news.id);
      if (news.kind === "done") job?.resolve();
      else job?.reject(news.error);
      if (inHand.size === 0) rest = setTimeout(() => void end(), idleMs).unref();
    });
    opened.on("error", (error) => {
      options.logger.warn({ err: error }, "The thread for long jobs ended; it is begun anew for the next");
      lose(opened, error instanceof Error ? error : new Error(String(error)));
    });
    opened.on("exit", () => lose(opened, new Error("the thread for long jobs was ended")));
    return opened;
  };
  /** What it had in hand is tried again by the queue. */
  const lose = (lost: Worker, error: Error): void => {
    if (thread !== lost) return;
    thread = undefined;
    for (const { reject } of inHand.values()) reject(error);
    inHand.clear();
  };
  const end = async (): Promise<void> => {
    const ending = thread;
    thread = undefined;
    clearTimeout(rest);
    if (!ending) return;
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    tell(ending, { kind: "end" });
    const late = setTimeout(() => void ending.terminate(), endsWithinMs);
    await ended;
    clearTimeout(late);
  };
  const tell = (to: Worker, order: BulkOrder): void => to.postMessage(order);

  const handlerOf =
    (queue: string): JobHandler =>
    async (payload, signal) => {
      signal.throwIfAborted();
      clearTimeout(rest);
      thread ??= open();
      const at = thread;
      last += 1;
      const id = last;
      const abort = () => tell(at, { kind: "abort", id });
      signal.addEventListener("abort", abort);
      try {
        await new Promise<void>((resolve, reject) => {
          inHand.set(id, { resolve, reject });
          tell(at, { kind: "do", id, queue, payload });
        });
      } finally {
        signal.removeEventListener("abort", abort);
      }
    };

  return {
    handlersOf: (queues) => Object.fromEntries(queues.map((queue) => [queue, handlerOf(queue)])),
    stop: end,
  };
};
