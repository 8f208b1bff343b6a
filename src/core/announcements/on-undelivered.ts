import type { Subscriber } from "../work/core.ts";
import type { Work } from "../work/work.ts";
import { followNow } from "./follow-queue.ts";
import { groupBy } from "./group-by.ts";

/**
 * A short message arrived, and counts from now on. Or a letter came back, or the network says that a short message did not arrive: whoever it was for counts as not told,
 * and the next way is taken at once.
 */
export const onUndelivered: Subscriber = async (work, event) => {
  if (event.type === "message.receipt")
    await (event.delivered ? arrived(work, event.outboxId) : tryAgain(work, event.outboxId, "undelivered"));
  if (event.type === "contact.unreachable" && event.outboxId !== null)
    await tryAgain(work, event.outboxId, event.reason);
};

/** No other way is needed any more. */
const arrived = async ({ tx, now }: Work, outboxId: number): Promise<void> => {
  const message = await tx.outboxMessage.findUnique({ where: { id: outboxId }, select: { dedupeKey: true } });
  if (!message?.dedupeKey) return;
  const deliveries = await tx.delivery.findMany({
    where: { outboxKey: message.dedupeKey, state: { not: "failed" }, personId: { not: null } },
    select: { announcementId: true, target: true },
  });
  for (const { announcementId, target: personId } of deliveries) {
    const { count } = await tx.recipient.updateMany({
      where: { announcementId, personId, state: { in: ["waiting", "trying"] } },
      data: { state: "reached", reachedAt: now },
    });
    if (count > 0)
      await tx.announcement.update({
        where: { id: announcementId },
        data: { reached: { increment: count } },
        select: { id: true },
      });
  }
};

const tryAgain = async (work: Work, outboxId: number, reason: string): Promise<void> => {
  const { tx } = work;
  const message = await tx.outboxMessage.findUnique({ where: { id: outboxId }, select: { dedupeKey: true } });
  if (!message?.dedupeKey) return;
  const deliveries = await tx.delivery.findMany({
    where: { outboxKey: message.dedupeKey, state: { not: "failed" } },
    select: { id: true, announcementId: true, personId: true, state: true },
  });
  for (const [announcementId, ours] of groupBy(deliveries, (delivery) => delivery.announcementId)) {
    await tx.delivery.updateMany({
      where: { id: { in: ours.map(({ id }) => id) } },
      data: { state: "failed", reason },
    });
    for (const { personId } of ours) if (personId) await waitAgain(work, announcementId, personId);
    followNow(work, announcementId);
  }
};

/** Unless another way has told the person already. */
const waitAgain = async ({ tx, now }: Work, announcementId: string, personId: string): Promise<void> => {
  const other = await tx.delivery.findFirst({
    where: { announcementId, target: personId, state: "sent" },
    select: { id: true },
  });
  if (other) return;
  const reached = await tx.recipient.updateMany({
    where: { announcementId, personId, state: "reached" },
    data: { state: "waiting", dueAt: now, reachedAt: null },
  });
  await tx.recipient.updateMany({
    where: { announcementId, personId, state: "trying" },
    data: { state: "waiting", dueAt: now },
  });
  if (reached.count > 0)
    await tx.announcement.update({
      where: { id: announcementId },
      data: { reached: { decrement: reached.count } },
      select: { id: true },
    });
};
