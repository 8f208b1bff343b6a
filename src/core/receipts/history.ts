import type { Db } from "../../database/types.ts";
import type { Day, Month } from "../billing/calendar.ts";

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
  /** Of this bill, whenever the money came. */
  paid: bigint;
}

/** Months that a history goes back. */
const historyMonths = 12;

/** What an account was charged in its last twelve months, and what of each bill is paid by now; oldest first. */
export const accountHistory = async (db: Db, accountId: string): Promise<HistoryMonth[]> => {
  const receipts = await db.receipt.findMany({
    where: { accountId, number: { not: null } },
    select: { id: true, month: true, charged: true, paid: true },
    orderBy: { month: "desc" },
    take: historyMonths,
  });
  return receipts.reverse().map(({ id, ...receipt }) => ({ ...receipt, receiptId: id }));
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
