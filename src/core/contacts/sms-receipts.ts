import type { Tx } from "../../database/types.ts";
import type { NotificationKind } from "./kinds.ts";

/** So many messages in a row without a word from the network: the gateway sends no receipts. */
const silentInRow = 10;

/** Receipts come within seconds, or when a phone is on again; a gateway that sends any has sent some by then. */
const heardWithinMs = 2 * 60_000;

/**
 * Whether the gateway seems to send no receipts: of the newest messages that it had time to tell of it told of none. The
 * first receipt that comes ends that. Should it be wrong, a receipt of failure still takes the next way.
 */
export const isGatewaySilent = async (tx: Pick<Tx, "smsMessage">, now: Date): Promise<boolean> => {
  const last = await tx.smsMessage.findMany({
    where: { sentAt: { lte: new Date(now.getTime() - heardWithinMs) } },
    orderBy: { sentAt: "desc" },
    take: silentInRow,
    select: { state: true },
  });
  return last.length === silentInRow && last.every(({ state }) => state === "submitted");
};

/** Of debts and votes it has to be shown that people were told: what no receipt proves is told by the next way too. */
const proved: ReadonlySet<string> = new Set<NotificationKind>(["debt", "vote"]);

/** Whether a short message that its gateway took has told its person: by its receipt, or because none will come. */
export const countsAsTold = async (
  tx: Pick<Tx, "smsMessage">,
  { outboxId, kind }: { outboxId: number; kind: string },
  now: Date,
): Promise<boolean> => {
  const message = await tx.smsMessage.findUnique({
    where: { outboxId },
    select: { state: true, awaitsReceipt: true },
  });
  if (message?.state !== "submitted") return message?.state === "delivered";
  if (proved.has(kind)) return false;
  return !message.awaitsReceipt || isGatewaySilent(tx, now);
};
