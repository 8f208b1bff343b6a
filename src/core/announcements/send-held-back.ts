import type { Tx } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { groupBy } from "../group-by.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Core } from "../work/core.ts";
import { peopleFirst } from "../work/people-first.ts";
import { runWork } from "../work/run-work.ts";
import type { Work } from "../work/work.ts";
import { never } from "./delivery-rows.ts";
import { followNow } from "./follow-queue.ts";

/** The queue of the job that sends what was held back for money. */
export const heldBackQueue = "send-held-back";

/** Older ones tell of nothing any more. */
const staleMs = 3 * 86_400_000;

/** Messages that are looked at in one transaction. */
const atATime = 100;

/**
 * Has the short messages of announcements that were held back for money sent, once there is some again; a job does it
 * chunk by chunk. Resolves to how many there are to be looked at.
 */
export const orderHeldBack = async (work: Work): Promise<Outcome<{ held: number }, "forbidden">> => {
  const { tx, actor } = work;
  if (actor.kind !== "person" || !can(actor, "sms.tariff", { companyId: actor.companyId }))
    return refuse(work, { act: "sms.held-back", subjectType: "company", subjectId: null }, "forbidden");
  const { companyId } = actor;
  const held = await tx.outboxMessage.count({ where: heldIn(work, companyId) });
  if (held === 0) return done({ held });
  work.enqueue({ queue: heldBackQueue, payload: { companyId }, singletonKey: companyId });
  work.audit({ act: "sms.held-back", subjectType: "company", subjectId: companyId, after: { held } });
  return done({ held });
};

/**
 * The job: goes on until all are looked at. Only those go whom no other way has told or is telling, and only what is
 * not past. The message is the same row of the outbox, so that it can't go twice, also where a death repeats the job.
 * Resolves to how many go.
 */
export const sendHeldBack = async (core: Core, companyId: string, signal?: AbortSignal): Promise<number> => {
  const actor = { kind: "system", name: "announcements", companyId } as const;
  let sent = 0;
  for (let after: number | null = 0; after !== null; ) {
    signal?.throwIfAborted();
    const from: number = after;
    const chunk = await runWork(core, { actor, channel: "job" }, (work) => sendSome(work, companyId, from));
    sent += chunk.sent;
    after = chunk.last;
    await peopleFirst();
  }
  return sent;
};

const heldIn = ({ now }: Pick<Work, "now">, companyId: string) => ({
  companyId,
  platform: "sms",
  state: "dead" as const,
  failureCode: "over-budget",
  createdAt: { gte: new Date(now.getTime() - staleMs) },
});

/** One chunk after the outbox row of that id; `last`: where the next begins, null at the end. */
const sendSome = async (
  work: Work,
  companyId: string,
  after: number,
): Promise<{ sent: number; last: number | null }> => {
  const { tx } = work;
  const held = await tx.outboxMessage.findMany({
    where: { ...heldIn(work, companyId), id: { gt: after } },
    orderBy: { id: "asc" },
    take: atATime,
    select: { id: true, dedupeKey: true },
  });
  const last = held.length < atATime ? null : (held.at(-1)?.id ?? null);
  const wanted = await stillWanted(
    tx,
    held.flatMap(({ dedupeKey }) => dedupeKey ?? []),
  );
  for (const [announcementId, tries] of groupBy(wanted, (one) => one.announcementId)) {
    await sendAgain(work, announcementId, tries);
    followNow(work, announcementId);
  }
  return { sent: wanted.length, last };
};

interface Try {
  id: string;
  announcementId: string;
  target: string;
  outboxKey: string;
}

const stillWanted = async (tx: Tx, outboxKeys: string[]): Promise<Try[]> => {
  const tries = await tx.delivery.findMany({
    where: { outboxKey: { in: outboxKeys }, state: "failed", personId: { not: null } },
    select: { id: true, announcementId: true, target: true, outboxKey: true },
  });
  const open = await tx.announcement.findMany({
    where: { id: { in: tries.map((one) => one.announcementId) }, state: { in: ["sending", "sent"] } },
    select: { id: true },
  });
  const others = await tx.delivery.findMany({
    where: {
      announcementId: { in: open.map(({ id }) => id) },
      target: { in: tries.map(({ target }) => target) },
      state: { in: ["sent", "queued"] },
    },
    select: { announcementId: true, target: true },
  });
  const isOpen = new Set(open.map(({ id }) => id));
  const told = new Set(others.map(({ announcementId, target }) => `${announcementId} ${target}`));
  return tries.filter(
    ({ announcementId, target }) => isOpen.has(announcementId) && !told.has(`${announcementId} ${target}`),
  );
};

const sendAgain = async ({ tx, now }: Work, announcementId: string, tries: readonly Try[]): Promise<void> => {
  await tx.outboxMessage.updateMany({
    where: { dedupeKey: { in: tries.map(({ outboxKey }) => outboxKey) }, state: "dead" },
    data: { state: "pending", attempts: 0, notBefore: now, failureCode: null, failureText: null },
  });
  await tx.delivery.updateMany({
    where: { id: { in: tries.map(({ id }) => id) } },
    data: { state: "queued", reason: null },
  });
  const people = { announcementId, personId: { in: tries.map(({ target }) => target) } };
  const data = { state: "trying", dueAt: never } as const;
  const given = await tx.recipient.updateMany({ where: { ...people, state: "unreachable" }, data });
  await tx.recipient.updateMany({ where: { ...people, state: "waiting" }, data });
  if (given.count > 0)
    await tx.announcement.update({
      where: { id: announcementId },
      data: { unreachable: { decrement: given.count } },
      select: { id: true },
    });
};
