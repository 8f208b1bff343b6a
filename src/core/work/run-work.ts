import type { Tx } from "../../database/db.ts";
import { lockKey } from "../../database/lock-key.ts";
import type { Actor } from "../access/actor.ts";
import type { AuditDraft } from "../audit/draft.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { DomainEvent } from "../events.ts";
import type { OutboxDraft } from "../outbox/draft.ts";
import { writeOutbox } from "../outbox/enqueue.ts";
import { laneFor } from "../outbox/lane-for.ts";
import type { Core } from "./core.ts";
import type { JobDraft } from "./job-draft.ts";
import type { Work } from "./work.ts";

export interface WorkOptions {
  actor: Actor | ((tx: Tx) => Promise<Actor>);
  /** A platform, "job" or "cli". */
  channel: string;
  /** How long the transaction may take; the database's own limit if not given. For jobs that can't be cut up. */
  timeoutMs?: number;
}

/**
 * Runs `fn` as one unit: what it writes, its audit entries, the messages and jobs it asks for and those of the
 * subscribers commit together or not at all. May run again after a deadlock: no side effects outside of the work.
 */
export const runWork = async <T>(
  core: Core,
  options: WorkOptions,
  fn: (work: Work) => Promise<T>,
): Promise<T> => {
  let left = { messages: false, jobs: false };
  const value = await core.database.transaction(async (tx) => {
    const result = await inWork(core, tx, options, fn);
    left = result.left;
    return result.value;
  }, limitOf(options));
  if (left.messages || left.jobs) core.committed(left);
  return value;
};

const limitOf = ({ timeoutMs }: WorkOptions) => (timeoutMs === undefined ? {} : { timeoutMs });

/** The same, once for a claim: a second run with the same claim does nothing and gives undefined. */
export const runWorkOnce = async <T>(
  core: Core,
  options: WorkOptions & { claim: string; lock: string },
  fn: (work: Work) => Promise<{ value: T; keepClaim: boolean }>,
): Promise<{ value: T } | undefined> => {
  let left = { messages: false, jobs: false };
  const value = await core.database.transaction(async (tx) => {
    // Asked in this order without waiting in between: on PostgreSQL it is one round trip.
    const [, isFirst, actor] = await Promise.all([
      lockKey(tx, options.lock),
      claim(tx, options.claim, core.clock.now()),
      actorOf(tx, options),
    ]);
    if (!isFirst) return undefined;
    const result = await inWork(core, tx, { ...options, actor }, fn);
    if (!result.value.keepClaim) await tx.inboxEntry.delete({ where: { id: options.claim } });
    left = result.left;
    return { value: result.value.value };
  });
  if (left.messages || left.jobs) core.committed(left);
  return value;
};

const claim = async (tx: Tx, id: string, at: Date): Promise<boolean> =>
  (await tx.$executeRaw`INSERT INTO "InboxEntry" ("id", "at") VALUES (${id}, ${at}) ON CONFLICT DO NOTHING`) >
  0;

const actorOf = async (tx: Tx, { actor }: WorkOptions): Promise<Actor> =>
  typeof actor === "function" ? actor(tx) : actor;

const inWork = async <T>(core: Core, tx: Tx, options: WorkOptions, fn: (work: Work) => Promise<T>) => {
  const now = core.clock.now();
  const actor = await actorOf(tx, options);
  const audits: AuditDraft[] = [];
  const events: DomainEvent[] = [];
  const messages: OutboxDraft[] = [];
  const jobs: JobDraft[] = [];
  const work: Work = {
    tx,
    actor,
    channel: options.channel,
    now,
    vault: core.vault,
    audit: (entry) => void audits.push(entry),
    announce: (event) => void events.push(event),
    send: (draft) => void messages.push({ ...draft, lane: laneFor(actor, draft) }),
    enqueue: (job) => void jobs.push(job),
  };
  const value = await fn(work);
  // A subscriber may announce more: the list grows while it is walked.
  for (const event of events) for (const hear of core.subscribers) await hear(work, event);
  await Promise.all([
    audits.length > 0 && writeAudit(work, audits),
    messages.length > 0 && writeOutbox(tx, core.vault, now, messages),
  ]);
  if (jobs.length > 0) await core.enqueueJobs(tx, jobs);
  return { value, left: { messages: messages.length > 0, jobs: jobs.length > 0 } };
};
