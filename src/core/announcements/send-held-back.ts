import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { never } from "./delivery-rows.ts";
import { followNow } from "./follow-queue.ts";

export interface HeldBack {
  /** Short messages that go out now. */
  sent: number;
  /** Whose people were told by another way, or whose announcement is past. */
  past: number;
}

/** Older ones tell of nothing any more. */
const staleMs = 3 * 86_400_000;

const atATime = 500;

/**
 * Sends the short messages of announcements that were held back for money, once there is some again: only to those
 * whom no other way has told or is telling, and only of what is not past. The message is the same row of the outbox, so
 * that it can't go twice.
 */
export const sendHeldBack = async (work: Work): Promise<Outcome<HeldBack, "forbidden">> => {
  const { tx, actor, now } = work;
  if (actor.kind !== "person" || !can(actor, "sms.tariff", { companyId: actor.companyId }))
    return refuse(work, { act: "sms.held-back", subjectType: "company", subjectId: null }, "forbidden");
  const { companyId } = actor;
  const held = await tx.outboxMessage.findMany({
    where: {
      companyId,
      platform: "sms",
      state: "dead",
      failureCode: "over-budget",
      createdAt: { gte: new Date(now.getTime() - staleMs) },
    },
    orderBy: { id: "asc" },
    take: atATime,
    select: { id: true, dedupeKey: true },
  });
  const keys = held.flatMap(({ dedupeKey }) => dedupeKey ?? []);
  const tries = await tx.delivery.findMany({
    where: { outboxKey: { in: keys }, state: "failed", personId: { not: null } },
    select: { id: true, announcementId: true, target: true, outboxKey: true },
  });
  const open = new Set(
    (
      await tx.announcement.findMany({
        where: { id: { in: tries.map((one) => one.announcementId) }, state: { in: ["sending", "sent"] } },
        select: { id: true },
      })
    ).map(({ id }) => id),
  );
  const others = await tx.delivery.findMany({
    where: {
      announcementId: { in: [...open] },
      target: { in: tries.map(({ target }) => target) },
      state: { in: ["sent", "queued"] },
    },
    select: { announcementId: true, target: true },
  });
  const told = new Set(others.map(({ announcementId, target }) => `${announcementId} ${target}`));
  const wanted = tries.filter(
    ({ announcementId, target }) => open.has(announcementId) && !told.has(`${announcementId} ${target}`),
  );
  for (const one of wanted) await sendAgain(work, one);
  for (const announcementId of new Set(wanted.map((one) => one.announcementId)))
    followNow(work, announcementId);
  const result = { sent: wanted.length, past: held.length - wanted.length };
  if (held.length > 0)
    work.audit({ act: "sms.held-back", subjectType: "company", subjectId: companyId, after: { ...result } });
  return done(result);
};

const sendAgain = async (
  { tx, now }: Work,
  {
    id,
    announcementId,
    target,
    outboxKey,
  }: { id: string; announcementId: string; target: string; outboxKey: string },
): Promise<void> => {
  await tx.outboxMessage.updateMany({
    where: { dedupeKey: outboxKey, state: "dead" },
    data: { state: "pending", attempts: 0, notBefore: now, failureCode: null, failureText: null },
  });
  await tx.delivery.update({ where: { id }, data: { state: "queued", reason: null } });
  const given = await tx.recipient.updateMany({
    where: { announcementId, personId: target, state: "unreachable" },
    data: { state: "trying", dueAt: never },
  });
  await tx.recipient.updateMany({
    where: { announcementId, personId: target, state: "waiting" },
    data: { state: "trying", dueAt: never },
  });
  if (given.count > 0)
    await tx.announcement.update({
      where: { id: announcementId },
      data: { unreachable: { decrement: given.count } },
      select: { id: true },
    });
};
