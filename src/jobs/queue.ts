import type { JobDraft } from "../core/work/job-draft.ts";
import type { Tx } from "../database/db.ts";

export type JobPayload = JobDraft["payload"];

/**
 * Does one job. It may be called again for the same job, after a crash in the middle too, so it looks first whether
 * there is anything left to do. The signal aborts when the process stops or the job has lost its lease; a throw means "try later".
 */
export type JobHandler = (payload: JobPayload, signal: AbortSignal) => Promise<void>;

/** Handlers by the name of their queue. */
export type JobHandlers = Readonly<Record<string, JobHandler>>;

/** Work for later or for elsewhere; embedded on SQLite, pg-boss on PostgreSQL. */
export interface Queue {
  /**
   * Writes jobs in the transaction that asks for them. A job whose key is that of one still waiting is dropped; the
   * waiting one then starts after this transaction.
   */
  enqueue(tx: Tx, drafts: readonly JobDraft[]): Promise<void>;
  /** Begins to do jobs; those of queues without a handler wait. */
  start(handlers: JobHandlers): Promise<void>;
  /** Something was committed that may be done now. */
  nudge(): void;
  /** Resolves when nothing is in hand and nothing is due; what waits for its time or its next try does not count. */
  idle(): Promise<void>;
  /** Takes nothing more and finishes what is in hand, within 10 s; may be called without start. */
  stop(): Promise<void>;
}
