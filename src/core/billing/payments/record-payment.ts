import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome, type Refused, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Day, dayAt, isDay, isMonth } from "../calendar.ts";
import { lockAccount } from "./lock-account.ts";
import { looksTakenFrom } from "./looks-taken.ts";
import { lockMoney } from "./money-key.ts";
import { moneyAccount, type NewPayment, postPayment, type RecordedPayment } from "./post-payment.ts";

export type PaymentRefusal =
  | "not-found"
  | "forbidden"
  | "bad-amount"
  | "bad-date"
  | "date-ahead"
  | "bad-month"
  | "already-taken"
  | "looks-taken";

/**
 * Takes money from an account's payer: debts are paid in the policy's order, what the payer named first, and the rest is
 * paid ahead. In the ledger it stands on its day, or in the open month if that day's is closed. Money that was taken as an
 * unknown payer's before is refused: it is there that somebody says whose it is.
 */
export const recordPayment = async (
  work: Work,
  payment: NewPayment,
): Promise<Outcome<RecordedPayment, PaymentRefusal>> => {
  const { tx, actor } = work;
  const attempt = { act: "payment.record", subjectType: "account", subjectId: payment.accountId };
  const account = await tx.billingAccount.findUnique({ where: { id: payment.accountId } });
  if (!account) return refuse(work, attempt, "not-found");
  const { companyId, id: accountId } = account;
  if (!can(actor, "payment.record", { companyId })) return refuse(work, attempt, "forbidden");
  const wrong = await wrongMoney(work, companyId, payment);
  if (wrong) return refuse(work, attempt, wrong.code, wrong.params);
  if (payment.forMonth && !isMonth(payment.forMonth))
    return refuse(work, attempt, "bad-month", { typed: payment.forMonth });
  const { key } = payment;
  await lockMoney(tx, companyId, key);
  await lockAccount(tx, accountId);
  const known = await tx.payment.findUnique({ where: { companyId_key: { companyId, key } } });
  if (known) return done({ paymentId: known.id, parts: [], advance: 0n, isNew: false });
  const unknown = await tx.suspensePayment.findUnique({ where: { companyId_key: { companyId, key } } });
  if (unknown) return refuse(work, attempt, "already-taken");
  if (payment.sure === false && (await looksTakenFrom(tx, accountId, { ...payment, companyId })))
    return refuse(work, attempt, "looks-taken");
  return done(await postPayment(work, account, payment, moneyAccount(payment.method, companyId)));
};

/** What is wrong with money's amount or day; null: nothing. */
export const wrongMoney = async (
  { tx, now }: Work,
  companyId: string,
  { amount, date }: { amount: bigint; date: Day },
): Promise<Refused<"bad-amount" | "bad-date" | "date-ahead"> | null> => {
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  if (amount <= 0n) return refused("bad-amount");
  if (!isDay(date)) return refused("bad-date", { typed: date });
  return date > dayAt(now, timeZone) ? refused("date-ahead") : null;
};
