import type { Subscriber } from "../work/core.ts";
import type { Work } from "../work/work.ts";
import { correctionLost } from "./correction-lost.ts";
import { giveUp } from "./give-up.ts";
import { isCorrectionKey } from "./send-corrections.ts";

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
  if (isCorrectionKey(message.dedupeKey)) return correctionLost(work, { outboxId, reason, isShut: true });
  const deliveries = await tx.delivery.findMany({
    where: { outboxKey: message.dedupeKey, state: { not: "failed" } },
    select: { id: true, announcementId: true, personId: true },
  });
  await giveUp(work, deliveries, reason);
};
