import type { Tx } from "../../../database/db.ts";
import type { PaymentMethod } from "../../../database/types.ts";
import type { Day } from "../calendar.ts";
import { closedThrough, openDay } from "../ledger/closed-months.ts";
import { moneyAccount } from "./post-payment.ts";

interface Money {
  companyId: string;
  amount: bigint;
  date: Day;
  method: PaymentMethod;
}

/**
 * Whether money that somebody enters by hand looks as if it were entered already: as the account's on that day, or among
 * that of unknown payers. What is typed has no number of the bank's by which it would be known for sure.
 */
export const looksTakenFrom = async (
  tx: Tx,
  accountId: string,
  { companyId, amount, date }: Money,
): Promise<boolean> =>
  (await tx.payment.findFirst({
    where: { accountId, date, amount, state: "posted" },
    select: { id: true },
  })) !== null ||
  (await tx.suspensePayment.findFirst({
    where: { companyId, state: "open", date, amount },
    select: { id: true },
  })) !== null;

/** The same of money whose payer isn't known: as anybody's. */
export const looksTaken = async (tx: Tx, { companyId, amount, date, method }: Money): Promise<boolean> => {
  const lines = await tx.ledgerLine.findMany({
    where: {
      account: moneyAccount(method, companyId),
      date: openDay(date, await closedThrough(tx, companyId)),
      debit: amount,
      entry: { kind: "payment" },
    },
    select: { entryId: true },
    take: 100,
  });
  const reversed = await tx.ledgerEntry.count({
    where: { reverses: { in: lines.map(({ entryId }) => entryId) } },
  });
  return lines.length > reversed;
};
