import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { dayAt } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { balancesOf } from "../ledger/balance.ts";
import { heldClosedThrough, openDay } from "../ledger/closed-months.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { lockAccount } from "./lock-account.ts";
import { moneyAccount } from "./post-payment.ts";

export interface Refund {
  paymentId: string;
  /** Minor units. */
  amount: bigint;
  reason: string;
  /** Names this refund: with the same key money is given back once. */
  key: string;
}

export type RefundRefusal =
  | "not-found"
  | "forbidden"
  | "bad-amount"
  | "no-reason"
  | "already-reversed"
  | "more-than-advance"
  | "more-than-paid";

/** Gives money back to the payer: of what is paid ahead, and no more than the payment was. */
export const refundPayment = async (
  work: Work,
  { paymentId, amount, reason, key }: Refund,
): Promise<Outcome<{ left: bigint }, RefundRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "payment.refund", subjectType: "payment", subjectId: paymentId };
  const found = await tx.payment.findUnique({ where: { id: paymentId } });
  if (!found) return refuse(work, attempt, "not-found");
  const { companyId, accountId, method } = found;
  if (actor.kind !== "person" || !can(actor, "payment.refund", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (amount <= 0n) return refuse(work, attempt, "bad-amount");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  await lockAccount(tx, accountId);
  const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const account = ledgerAccount("advances", accountId);
  const advance = -((await balancesOf(tx, [account])).get(account) ?? 0n);
  const entryKey = `refund:${key}`;
  const known = await tx.ledgerEntry.findUnique({ where: { companyId_key: { companyId, key: entryKey } } });
  if (known) return done({ left: advance });
  if (payment.state === "reversed") return refuse(work, attempt, "already-reversed");
  if (amount > advance) return refuse(work, attempt, "more-than-advance", { advance: String(advance) });
  if (payment.refunded + amount > payment.amount) return refuse(work, attempt, "more-than-paid");
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const posted = await postEntries(work, companyId, [
    {
      key: entryKey,
      kind: "refund",
      date: openDay(dayAt(now, timeZone), await heldClosedThrough(tx, companyId)),
      lines: [
        { account, debit: amount },
        { account: moneyAccount(method, companyId), credit: amount },
      ],
    },
  ]);
  if (!posted.ok) throw new Error("a refund was dated in a closed month; report this");
  await tx.payment.update({ where: { id: paymentId }, data: { refunded: { increment: amount } } });
  const { unitId } = await tx.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
  work.audit({ ...attempt, after: { amount: String(amount), reason: reason.trim() } });
  work.announce({ type: "payment.refunded", companyId, accountId, unitId, paymentId, amount });
  return done({ left: advance - amount });
};
