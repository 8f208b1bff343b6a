import { DateTime } from "luxon";
import { lockKey } from "../../database/lock-key.ts";
import type { Tx } from "../../database/types.ts";
import { isGatewaySilent } from "./sms-receipts.ts";

/** Minor currency units. */
export interface SmsBudget {
  month: string;
  pricePerSegment: bigint;
  /** Null: no limit. */
  limit: bigint | null;
  spent: bigint;
}

/** The calendar month (2026-11) that a moment falls into in the company's time zone. */
export const monthOf = (at: Date, timeZone: string): string =>
  DateTime.fromJSDate(at, { zone: timeZone }).toFormat("yyyy-MM");

/** What SMS cost a company this month, and how much more it may be. */
export const smsBudget = async (
  tx: Pick<Tx, "smsTariff" | "smsMessage">,
  { companyId, timeZone, now }: { companyId: string; timeZone: string; now: Date },
): Promise<SmsBudget> => {
  const month = monthOf(now, timeZone);
  const [tariff, spent] = await Promise.all([
    tx.smsTariff.findUnique({ where: { companyId } }),
    tx.smsMessage.aggregate({ where: { companyId, month }, _sum: { price: true } }),
  ]);
  return {
    month,
    pricePerSegment: tariff?.pricePerSegment ?? 0n,
    limit: tariff?.monthlyLimit ?? null,
    spent: spent._sum.price ?? 0n,
  };
};

/** Whether so many segments more stay within the limit; exactly the limit does. */
export const affordable = (
  { limit, spent, pricePerSegment }: Pick<SmsBudget, "limit" | "spent" | "pricePerSegment">,
  segments: number,
): boolean => limit === null || spent + pricePerSegment * BigInt(segments) <= limit;

export interface SmsBooking {
  outboxId: number;
  companyId: string;
  contactPointId: string;
  timeZone: string;
  segments: number;
  /** May go beyond the limit: what tells of danger is not kept back for money. */
  emergency: boolean;
  /** Whether the gateway can tell what becomes of it. */
  tellsReceipts: boolean;
  now: Date;
}

/**
 * Writes down what a message will cost, before it is sent; two at once can't both take the last of the month. A
 * message that is sent again is paid once.
 */
export const bookSms = async (
  tx: Tx,
  booking: SmsBooking,
): Promise<{ ok: true } | { ok: false; budget: SmsBudget }> => {
  const { outboxId, companyId, contactPointId, segments, emergency, tellsReceipts, now } = booking;
  await lockKey(tx, `sms-budget:${companyId}`);
  if (await tx.smsMessage.findUnique({ where: { outboxId }, select: { outboxId: true } }))
    return { ok: true };
  const budget = await smsBudget(tx, booking);
  if (!emergency && !affordable(budget, segments)) return { ok: false, budget };
  await tx.smsMessage.create({
    data: {
      outboxId,
      companyId,
      contactPointId,
      month: budget.month,
      segments,
      price: budget.pricePerSegment * BigInt(segments),
      awaitsReceipt: tellsReceipts && !(await isGatewaySilent(tx, now)),
      sentAt: now,
    },
  });
  return { ok: true };
};
