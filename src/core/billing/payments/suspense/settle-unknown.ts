import type { SuspensePaymentModel } from "../../../../database/types.ts";
import type { PersonActor } from "../../../access/actor.ts";
import { can } from "../../../access/policy.ts";
import { newId } from "../../../directory/new-id.ts";
import { refuse } from "../../../directory/refuse.ts";
import { done, type Outcome } from "../../../outcome.ts";
import type { Work } from "../../../work/work.ts";
import { dayAt, isMonth, type Month } from "../../calendar.ts";
import { ledgerAccount } from "../../ledger/accounts.ts";
import { heldClosedThrough, openDay } from "../../ledger/closed-months.ts";
import { postEntries } from "../../ledger/post-entries.ts";
import { lockAccount } from "../lock-account.ts";
import { moneyAccount, postPayment, type RecordedPayment } from "../post-payment.ts";

export interface UnknownAssigned {
  suspenseId: string;
  accountId: string;
  /** What the payer named. */
  forMonth?: Month | null;
  forPenalty?: boolean;
}

/**
 * Says whose money it was: it becomes the account's payment of the day on which it was paid, so that no penalty grows for
 * the time it waited. If that was wrong, the payment's reversal lets the money wait again.
 */
export const assignUnknown = async (
  work: Work,
  { suspenseId, accountId, forMonth = null, forPenalty = false }: UnknownAssigned,
): Promise<Outcome<RecordedPayment, "not-found" | "forbidden" | "already-settled" | "bad-month">> => {
  const { tx, actor, vault } = work;
  const attempt = { act: "suspense.assign", subjectType: "suspense", subjectId: suspenseId };
  const found = await tx.suspensePayment.findUnique({ where: { id: suspenseId } });
  const account = await tx.billingAccount.findUnique({ where: { id: accountId } });
  if (!found || account?.companyId !== found.companyId) return refuse(work, attempt, "not-found");
  const { companyId, amount, date, method, source, payerSealed, noteSealed } = found;
  if (actor.kind !== "person" || !can(actor, "payment.record", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (forMonth && !isMonth(forMonth)) return refuse(work, attempt, "bad-month", { typed: forMonth });
  if (!(await settle(work, actor, found, "assigned"))) return refuse(work, attempt, "already-settled");
  await lockAccount(tx, accountId);
  const payment = {
    accountId,
    amount,
    date,
    method,
    source,
    forMonth,
    forPenalty,
    suspenseId,
    // It may come back and be assigned anew.
    key: `suspense:${newId(work.now)}`,
    payer: payerSealed ? vault.open(payerSealed) : null,
    note: noteSealed ? vault.open(noteSealed) : null,
  };
  const recorded = await postPayment(work, account, payment, ledgerAccount("suspense", companyId));
  const { paymentId } = recorded;
  await tx.suspensePayment.update({ where: { id: suspenseId }, data: { paymentId } });
  work.audit({ ...attempt, before: { state: "open" }, after: { state: "assigned", accountId, paymentId } });
  return done(recorded);
};

/** Sends money of an unknown payer back to where it came from. */
export const returnUnknown = async (
  work: Work,
  { suspenseId, reason }: { suspenseId: string; reason: string },
): Promise<Outcome<null, "not-found" | "forbidden" | "already-settled" | "no-reason">> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "suspense.return", subjectType: "suspense", subjectId: suspenseId };
  const found = await tx.suspensePayment.findUnique({ where: { id: suspenseId } });
  if (!found) return refuse(work, attempt, "not-found");
  const { companyId, amount, method } = found;
  if (actor.kind !== "person" || !can(actor, "payment.refund", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  if (!(await settle(work, actor, found, "returned"))) return refuse(work, attempt, "already-settled");
  await tx.suspensePayment.update({
    where: { id: suspenseId },
    data: { reasonSealed: vault.seal(reason.trim()) },
  });
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const posted = await postEntries(work, companyId, [
    {
      key: `suspense-return:${suspenseId}`,
      kind: "refund",
      date: openDay(dayAt(now, timeZone), await heldClosedThrough(tx, companyId)),
      lines: [
        { account: ledgerAccount("suspense", companyId), debit: amount },
        { account: moneyAccount(method, companyId), credit: amount },
      ],
    },
  ]);
  if (!posted.ok) throw new Error("unknown money was returned in a closed month; report this");
  work.audit({ ...attempt, before: { state: "open" }, after: { state: "returned", reason: reason.trim() } });
  return done(null);
};

/** By compare-and-set: of two people only one decides. */
const settle = async (
  { tx, now }: Work,
  { personId }: PersonActor,
  { id }: SuspensePaymentModel,
  state: "assigned" | "returned",
): Promise<boolean> => {
  const { count } = await tx.suspensePayment.updateMany({
    where: { id, state: "open" },
    data: { state, settledBy: personId, settledAt: now },
  });
  return count > 0;
};
