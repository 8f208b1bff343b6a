import { groupBy } from "../group-by.ts";
import type { Work } from "../work/work.ts";
import { followNow } from "./follow-queue.ts";

/** These tries have not told their people: the next way is taken at once. */
export const giveUp = async (
  work: Work,
  deliveries: readonly { id: string; announcementId: string; personId: string | null }[],
  reason: string,
): Promise<void> => {
  for (const [announcementId, ours] of groupBy(deliveries, (delivery) => delivery.announcementId)) {
    await work.tx.delivery.updateMany({
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
