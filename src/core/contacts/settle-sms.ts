import { lockKey } from "../../database/lock-key.ts";
import type { SmsMessageModel, Tx } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { endContact } from "./end-contact.ts";

/** What the network says became of a short message, or of one of the parts that it is joined from. */
export interface SmsReceipt {
  gatewayId: string;
  outcome: "delivered" | "failed";
  /** The network's own word, such as UNDELIV. */
  detail: string;
}

/** The queue of the job that looks once more for what a receipt is about. */
export const lateReceiptQueue = "settle-sms";

/** A receipt may come before the answers to all parts of its message have: it waits for so long. */
const againMs = 5_000;

/** After so many failures in a row a number counts as dead: one may be a phone that was off for days. */
const failuresInRow = 3;

/** Notes by which ids the gateway will tell of a message's parts; what a send before this one noted is past. */
export const noteParts = async (
  tx: Pick<Tx, "smsPart">,
  outboxId: number,
  gatewayIds: readonly string[],
): Promise<void> => {
  await tx.smsPart.deleteMany({ where: { outboxId } });
  await tx.smsPart.createMany({
    data: gatewayIds.map((gatewayId, index) => ({ outboxId, place: index + 1, gatewayId })),
  });
};

/** Records a receipt, or has it looked at again in a moment, once, where nothing is known by that id yet. */
export const hearReceipt = async (work: Work, receipt: SmsReceipt): Promise<boolean> => {
  if (await settleSms(work, receipt)) return true;
  work.enqueue({
    queue: lateReceiptQueue,
    payload: { ...receipt },
    singletonKey: `${receipt.gatewayId}:${receipt.outcome}`,
    runAt: new Date(work.now.getTime() + againMs),
  });
  return false;
};

/**
 * Records a receipt: a message has arrived when all of its parts have, and has not when any of them has not. What is no
 * longer open or not known is left alone, so that a repeated one does nothing. Resolves to whether it was taken.
 */
export const settleSms = async (work: Work, receipt: SmsReceipt): Promise<boolean> => {
  const { tx } = work;
  const { gatewayId, outcome } = receipt;
  const part = await tx.smsPart.findFirst({ where: { gatewayId, state: "submitted" } });
  if (!part) return false;
  const { outboxId, place } = part;
  // Of two last receipts that come at once, one must see the other.
  await lockKey(tx, `sms:${outboxId}`);
  const taken = await tx.smsPart.updateMany({
    where: { outboxId, place, gatewayId, state: "submitted" },
    data: { state: outcome },
  });
  if (taken.count === 0) return false;
  const open = await tx.smsPart.count({ where: { outboxId, state: { not: "delivered" } } });
  if (outcome === "delivered" && open > 0) return true;
  const message = await tx.smsMessage.findUniqueOrThrow({ where: { outboxId } });
  // The first part that failed has settled it.
  if (message.state === "submitted") await settle(work, message, receipt);
  return true;
};

const settle = async (
  work: Work,
  { companyId, contactPointId, outboxId }: SmsMessageModel,
  { outcome, detail }: SmsReceipt,
): Promise<void> => {
  const delivered = outcome === "delivered";
  await work.tx.smsMessage.update({
    where: { outboxId },
    data: { state: outcome, failure: delivered ? null : detail, settledAt: work.now },
  });
  work.announce({ type: "message.receipt", companyId, platform: "sms", outboxId, contactPointId, delivered });
  if (!delivered && (await failedLately(work, contactPointId))) {
    await endContact(work, { contactPointId, reason: "bounced", outboxId });
  }
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
