import type { Work } from "../work/work.ts";
import { endContact } from "./end-contact.ts";

/** What the network says became of a short message. */
export interface SmsReceipt {
  gatewayId: string;
  outcome: "delivered" | "failed";
  /** The network's own word, such as UNDELIV. */
  detail: string;
}

/** After so many failures in a row a number counts as dead: one may be a phone that was off for days. */
const failuresInRow = 3;

/**
 * Records a receipt; what is no longer open or not known is left alone, so that a repeated one does nothing. Resolves to
 * whether it was taken.
 */
export const settleSms = async (work: Work, { gatewayId, outcome, detail }: SmsReceipt): Promise<boolean> => {
  const { tx, now } = work;
  const message = await tx.smsMessage.findFirst({ where: { gatewayId, state: "submitted" } });
  if (!message) return false;
  const { companyId, contactPointId, outboxId } = message;
  const delivered = outcome === "delivered";
  const settled = await tx.smsMessage.updateMany({
    where: { outboxId, state: "submitted" },
    data: { state: outcome, failure: delivered ? null : detail, settledAt: now },
  });
  if (settled.count === 0) return false;
  work.announce({ type: "message.receipt", companyId, platform: "sms", outboxId, contactPointId, delivered });
  if (!delivered && (await failedLately(work, contactPointId))) {
    await endContact(work, { contactPointId, reason: "bounced", outboxId });
  }
  return true;
};

const failedLately = async ({ tx }: Work, contactPointId: string): Promise<boolean> => {
  const last = await tx.smsMessage.findMany({
    where: { contactPointId, state: { not: "submitted" } },
    orderBy: { outboxId: "desc" },
    take: failuresInRow,
    select: { state: true },
  });
  return last.length === failuresInRow && last.every(({ state }) => state === "failed");
};
