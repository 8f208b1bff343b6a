import type { Tx } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import type { AuditDraft } from "../audit/draft.ts";
import type { Vault } from "../crypto/vault.ts";
import type { DomainEvent } from "../events.ts";
import type { OutboxDraft } from "../outbox/draft.ts";
import type { JobDraft } from "./job-draft.ts";

/** What a use case works with: one transaction, one actor, one moment. All it records commits together. */
export interface Work {
  readonly tx: Tx;
  readonly actor: Actor;
  /** Where the act came from: a platform, "job" or "cli". */
  readonly channel: string;
  readonly now: Date;
  readonly vault: Vault;
  audit(entry: AuditDraft): void;
  /** Tells the subscribers (cards, notices) before the transaction commits. */
  announce(event: DomainEvent): void;
  send(draft: OutboxDraft): void;
  enqueue(job: JobDraft): void;
}
