import type { Db } from "../../database/types.ts";
import { type Day, type Month, monthOf, shiftMonth } from "../billing/calendar.ts";

/** A payment as its payer sees it. */
export interface HistoryPayment {
  date: Day;
  amount: bigint;
  refunded: bigint;
  reversed: boolean;
}

export interface HistoryMonth {
  month: Month;
  receiptId: string;
  /** Minor units. */
  charged: bigint;
  /** Money that came in the month. */
  paid: bigint;
}

/** Months that a history goes back. */
const historyMonths = 12;

/** What an account was charged and what it paid in its last twelve months, oldest first. */
export const accountHistory = async (db: Db, accountId: string): Promise<HistoryMonth[]> => {
  const receipts = await db.receipt.findMany({
    where: { accountId, number: { not: null } },
    select: { id: true, month: true, charged: true },
    orderBy: { month: "desc" },
    take: historyMonths,
  });
  const first = receipts.at(-1)?.month;
  if (first === undefined) return [];
  const payments = await db.payment.findMany({
    where: { accountId, state: "posted", date: { gte: `${shiftMonth(first, 0)}-01` } },
    select: { date: true, amount: true, refunded: true },
  });
  return receipts.reverse().map(({ id, month, charged }) => ({
    month,
    receiptId: id,
    charged,
    paid: payments
      .filter(({ date }) => monthOf(date) === month)
      .reduce((sum, { amount, refunded }) => sum + amount - refunded, 0n),
  }));
};

/** The newest payments of an account, also those that were taken back. */
export const accountPayments = async (db: Db, accountId: string, most: number): Promise<HistoryPayment[]> => {
  const payments = await db.payment.findMany({
    where: { accountId },
    orderBy: [{ date: "desc" }, { createdAt: "desc" }],
    take: most,
    select: { date: true, amount: true, refunded: true, state: true },
  });
  return payments.map(({ state, ...payment }) => ({ ...payment, reversed: state === "reversed" }));
};
