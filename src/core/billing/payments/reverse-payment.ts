import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { dayAt } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { heldClosedThrough, openDay } from "../ledger/closed-months.ts";
import { policyPack } from "../policy/policy-pack.ts";
import { applyAdvances } from "./apply-advances.ts";
import { freeAdvance, freeableAdvance, undoEntry } from "./free-advance.ts";
import { lockAccount } from "./lock-account.ts";
import { moneyEntryKey } from "./money-key.ts";

export type ReversalRefusal = "not-found" | "forbidden" | "already-reversed" | "was-refunded" | "no-reason";

/**
 * Takes a payment back that was no payment: its entry is reversed, what it had paid is open again, and what it had paid
 * ahead leaves the debts it went to. The rest of the advance then pays what it can. Money that had come from an unknown
 * payer waits among such money again.
 */
export const reversePayment = async (
  work: Work,
  { paymentId, reason }: { paymentId: string; reason: string },
): Promise<Outcome<{ paymentId: string; waits: boolean }, ReversalRefusal>> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "payment.reverse", subjectType: "payment", subjectId: paymentId };
  const payment = await tx.payment.findUnique({ where: { id: paymentId } });
  if (!payment) return refuse(work, attempt, "not-found");
  const { companyId, accountId } = payment;
  if (actor.kind !== "person" || !can(actor, "payment.reverse", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  await lockAccount(tx, accountId);
  const { state, refunded } = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
  if (refunded > 0n) return refuse(work, attempt, "was-refunded");
  if (state === "reversed") return refuse(work, attempt, "already-reversed");
  const entry = await tx.ledgerEntry.findUniqueOrThrow({
    where: { companyId_key: { companyId, key: moneyEntryKey(payment.key) } },
    include: { lines: true },
  });
  const advances = ledgerAccount("advances", accountId);
  const ahead = entry.lines.find(({ account }) => account === advances)?.credit ?? 0n;
  // A refund of another payment may have given this one's advance back.
  if (ahead > (await freeableAdvance(work, accountId))) return refuse(work, attempt, "was-refunded");
  await tx.payment.update({
    where: { id: paymentId },
    data: {
      state: "reversed",
      reversedAt: now,
      reversedBy: actor.personId,
      reasonSealed: vault.seal(reason.trim()),
    },
  });
  const { policyPack: pack, timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const date = openDay(dayAt(now, timeZone), await heldClosedThrough(tx, companyId));
  await freeAdvance(work, { accountId, needed: ahead, date });
  await undoEntry(work, { entryId: entry.id, date, reason: "payment-reversed" });
  await applyAdvances(work, {
    companyId,
    accountIds: [accountId],
    date,
    order: policyPack(pack).allocation,
    because: `reversal:${paymentId}`,
    sinceItCame: true,
  });
  if (payment.suspenseId)
    await tx.suspensePayment.update({
      where: { id: payment.suspenseId },
      data: { state: "open", paymentId: null, settledAt: null, settledBy: null },
    });
  const { unitId } = await tx.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
  work.audit({ ...attempt, before: { state: "posted" }, after: { state: "reversed" } });
  work.announce({ type: "payment.reversed", companyId, accountId, unitId, paymentId });
  return done({ paymentId, waits: payment.suspenseId !== null });
};
