import type { Database, Tx } from "../../database/db.ts";
import type { Clock } from "../clock.ts";
import type { Vault } from "../crypto/vault.ts";
import type { DomainEvent } from "../events.ts";
import type { JobDraft } from "./job-draft.ts";
import type { Work } from "./work.ts";

/** What every transaction of the domain needs; made once, in src/compose.ts. */
export interface Core {
  database: Database;
  clock: Clock;
  vault: Vault;
  /** Hear every event before its transaction commits, and may send, enqueue and announce in it. */
  subscribers: readonly Subscriber[];
  /** Writes jobs to the queue in the given transaction. */
  enqueueJobs(tx: Tx, jobs: readonly JobDraft[]): Promise<void>;
  /** Called after a commit that left something to send or to do. */
  committed(left: { messages: boolean; jobs: boolean }): void;
}

export type Subscriber = (work: Work, event: DomainEvent) => Promise<void>;
