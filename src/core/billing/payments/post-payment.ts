import type { BillingAccountModel, PaymentMethod } from "../../../database/types.ts";
import { newId } from "../../directory/new-id.ts";
import type { Work } from "../../work/work.ts";
import type { Day, Month } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { closedThrough, openDay } from "../ledger/closed-months.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { policyPack } from "../policy/policy-pack.ts";
import { type AllocatedPart, allocate } from "./allocate.ts";
import { moneyEntryKey } from "./money-key.ts";
import { openDebts } from "./open-debts.ts";
import { creditsFor } from "./payment-lines.ts";
import { writeAllocations } from "./write-allocations.ts";

export interface NewPayment {
  accountId: string;
  /** Minor units, more than zero. */
  amount: bigint;
  /** The day of the actual payment. */
  date: Day;
  method: PaymentMethod;
  /** Names this money in the company: with the same key nothing is taken twice. */
  key: string;
  source?: string;
  /** The money of an unknown payer that it is. */
  suspenseId?: string;
  /** What the payer named. */
  forMonth?: Month | null;
  forPenalty?: boolean;
  payer?: string | null;
  note?: string | null;
  /** False: refused if such money is entered already. */
  sure?: boolean;
}

export interface RecordedPayment {
  paymentId: string;
  parts: AllocatedPart[];
  /** What is over: the account's advance. */
  advance: bigint;
  /** False: it was recorded before, and nothing was done. */
  isNew: boolean;
}

/**
 * Pays an account's debts with money that stands on the ledger account `from`, and tells its people. Does not authorise;
 * the account is locked and the payment's key is new.
 */
export const postPayment = async (
  work: Work,
  { companyId, id: accountId, unitId }: BillingAccountModel,
  payment: NewPayment,
  from: string,
): Promise<RecordedPayment> => {
  const { tx, now } = work;
  const { amount, date } = payment;
  const debts = (await openDebts(tx, [accountId])).get(accountId) ?? [];
  const { policyPack: pack } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const { parts, advance } = allocate(amount, debts, policyPack(pack).allocation, {
    month: payment.forMonth ?? null,
    penalty: payment.forPenalty ?? false,
  });
  const paymentId = newId(now);
  const entryKey = moneyEntryKey(payment.key);
  const posted = await postEntries(work, companyId, [
    {
      key: entryKey,
      kind: "payment",
      date: openDay(date, await closedThrough(tx, companyId)),
      lines: [{ account: from, debit: amount }, ...creditsFor(accountId, parts, advance)],
    },
  ]);
  if (!posted.ok) throw new Error("a payment was dated in a closed month; report this");
  await tx.payment.create({ data: paymentRow(work, companyId, paymentId, payment) });
  await writeAllocations(
    work,
    parts.map((part) => ({
      ...part,
      companyId,
      accountId,
      paymentId,
      date,
      entryId: posted.value.get(entryKey)?.entryId ?? "",
    })),
  );
  work.audit({
    act: "payment.record",
    subjectType: "account",
    subjectId: accountId,
    after: { paymentId, amount: String(amount), date, advance: String(advance), parts: parts.length },
  });
  work.announce({ type: "payment.posted", companyId, accountId, unitId, paymentId });
  return { paymentId, parts, advance, isNew: true };
};

/** Where money of a kind is kept. */
export const moneyAccount = (method: PaymentMethod, companyId: string): string => {
  if (method === "cash") return ledgerAccount("cash", companyId);
  return ledgerAccount(method === "online" ? "clearing" : "bank", companyId);
};

const paymentRow = ({ actor, now, vault }: Work, companyId: string, id: string, payment: NewPayment) => ({
  id,
  companyId,
  accountId: payment.accountId,
  key: payment.key,
  amount: payment.amount,
  date: payment.date,
  method: payment.method,
  source: payment.source ?? "hand",
  suspenseId: payment.suspenseId ?? null,
  forMonth: payment.forMonth ?? null,
  forPenalty: payment.forPenalty ?? false,
  payerSealed: payment.payer ? vault.seal(payment.payer) : null,
  noteSealed: payment.note ? vault.seal(payment.note) : null,
  createdBy: actor.kind === "person" ? actor.personId : null,
  createdAt: now,
});
