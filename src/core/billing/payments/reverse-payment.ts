import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Day, dayAt } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { balancesOf } from "../ledger/balance.ts";
import { closedThrough, openDay } from "../ledger/closed-months.ts";
import { reverseEntry } from "../ledger/reverse-entry.ts";
import { policyPack } from "../policy/policy-pack.ts";
import { applyAdvances } from "./apply-advances.ts";
import { lockAccount } from "./lock-account.ts";
import { addPaid } from "./write-allocations.ts";

export type ReversalRefusal = "not-found" | "forbidden" | "already-reversed" | "was-refunded" | "no-reason";

/**
 * Takes a payment back that was no payment: its entry is reversed, what it had paid is open again, and what it had paid
 * ahead leaves the debts it went to. The rest of the advance then pays what it can.
 */
export const reversePayment = async (
  work: Work,
  { paymentId, reason }: { paymentId: string; reason: string },
): Promise<Outcome<{ paymentId: string }, ReversalRefusal>> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "payment.reverse", subjectType: "payment", subjectId: paymentId };
  const payment = await tx.payment.findUnique({ where: { id: paymentId } });
  if (!payment) return refuse(work, attempt, "not-found");
  const { companyId, accountId } = payment;
  if (actor.kind !== "person" || !can(actor, "payment.reverse", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  if (payment.refunded > 0n) return refuse(work, attempt, "was-refunded");
  await lockAccount(tx, accountId);
  const { count } = await tx.payment.updateMany({
    where: { id: paymentId, state: "posted" },
    data: {
      state: "reversed",
      reversedAt: now,
      reversedBy: actor.personId,
      reasonSealed: vault.seal(reason.trim()),
    },
  });
  if (count === 0) return refuse(work, attempt, "already-reversed");
  const { policyPack: pack, timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const date = openDay(dayAt(now, timeZone), await closedThrough(tx, companyId));
  const entry = await tx.ledgerEntry.findUniqueOrThrow({
    where: { companyId_key: { companyId, key: `payment:${paymentId}` } },
    include: { lines: true },
  });
  const advances = ledgerAccount("advances", accountId);
  const ahead = entry.lines.find(({ account }) => account === advances)?.credit ?? 0n;
  await freeAdvance(work, { accountId, needed: ahead, date });
  await undoEntry(work, { entryId: entry.id, date, reason: "payment-reversed" });
  await applyAdvances(work, {
    companyId,
    accountIds: [accountId],
    date,
    order: policyPack(pack).allocation,
    because: `reversal:${paymentId}`,
  });
  const { unitId } = await tx.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
  work.audit({ ...attempt, before: { state: "posted" }, after: { state: "reversed" } });
  work.announce({ type: "payment.reversed", companyId, accountId, unitId, paymentId });
  return done({ paymentId });
};

/** Undoes what the advance has paid, the newest first, until there is enough of it again. */
const freeAdvance = async (
  work: Work,
  { accountId, needed, date }: { accountId: string; needed: bigint; date: Day },
): Promise<void> => {
  const account = ledgerAccount("advances", accountId);
  let has = -((await balancesOf(work.tx, [account])).get(account) ?? 0n);
  if (has >= needed) return;
  const spent = await work.tx.allocation.findMany({
    where: { accountId, paymentId: null, undoneBy: null, amount: { gt: 0n } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { entryId: true, amount: true },
  });
  // Debts that were written off were not paid from the advance.
  const paying = await work.tx.ledgerEntry.findMany({
    where: { id: { in: [...new Set(spent.map((one) => one.entryId))] }, kind: "advance" },
    select: { id: true },
  });
  const known = new Set(paying.map(({ id }) => id));
  for (const entryId of new Set(spent.map((one) => one.entryId))) {
    if (!known.has(entryId)) continue;
    if (has >= needed) return;
    await undoEntry(work, { entryId, date, reason: "advance-needed" });
    for (const one of spent) if (one.entryId === entryId) has += one.amount;
  }
};

/** Reverses an entry that paid debts, and opens those debts again. */
const undoEntry = async (
  work: Work,
  { entryId, date, reason }: { entryId: string; date: Day; reason: string },
): Promise<void> => {
  const reversed = await reverseEntry(work, { entryId, date, reason });
  if (!reversed.ok) throw new Error(`the entry ${entryId} could not be reversed: ${reversed.code}`);
  const allocations = await work.tx.allocation.findMany({ where: { entryId, undoneBy: null } });
  await work.tx.allocation.updateMany({
    where: { entryId, undoneBy: null },
    data: { undoneBy: reversed.value.entryId },
  });
  await addPaid(
    work,
    allocations.map(({ receiptId, target, amount }) => ({ receiptId, target, amount: -amount, date })),
  );
};
