import type { JobPayload } from "../../jobs/queue.ts";

/** A job that this process has taken and nobody else will do meanwhile. */
export interface TakenJob {
  id: string;
  queue: string;
  payload: JobPayload;
}

/** What differs between the databases: where jobs are taken from and what became of them is written to. */
export interface JobSource {
  /** Takes at most `limit` due jobs of these queues, the longest due first. */
  take(queues: readonly string[], limit: number): Promise<TakenJob[]>;
  /** Whether `take` would give anything. */
  hasDue(queues: readonly string[]): Promise<boolean>;
  complete(job: TakenJob): Promise<void>;
  /** To be tried again later; "given-up" when there were too many tries. */
  fail(job: TakenJob, failure: string): Promise<"again" | "given-up">;
  /** The process stops: the job is to be done by the next one, and this try does not count where that can be said. */
  giveBack(job: TakenJob): Promise<void>;
  /** Keeps the jobs in hand from being taken over. */
  renew(jobs: readonly TakenJob[]): Promise<void>;
  /** Frees the jobs of holders that died. */
  takeOver(): Promise<void>;
}
