import type { PaymentMethod } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { newId } from "../../directory/new-id.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Day, dayAt, isDay, isMonth, type Month } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { closedThrough, openDay } from "../ledger/closed-months.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { policyPack } from "../policy/policy-pack.ts";
import { type AllocatedPart, allocate } from "./allocate.ts";
import { lockAccount } from "./lock-account.ts";
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
  /** What the payer named. */
  forMonth?: Month | null;
  forPenalty?: boolean;
  payer?: string | null;
  note?: string | null;
}

export interface RecordedPayment {
  paymentId: string;
  parts: AllocatedPart[];
  /** What is over: the account's advance. */
  advance: bigint;
  /** False: it was recorded before, and nothing was done. */
  isNew: boolean;
}

export type PaymentRefusal =
  | "not-found"
  | "forbidden"
  | "bad-amount"
  | "bad-date"
  | "date-ahead"
  | "bad-month";

/**
 * Takes money from an account's payer: debts are paid in the policy's order, what the payer named first, and the rest is
 * paid ahead. In the ledger it stands on its day, or in the open month if that day's is closed.
 */
export const recordPayment = async (
  work: Work,
  payment: NewPayment,
): Promise<Outcome<RecordedPayment, PaymentRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "payment.record", subjectType: "account", subjectId: payment.accountId };
  const account = await tx.billingAccount.findUnique({ where: { id: payment.accountId } });
  if (!account) return refuse(work, attempt, "not-found");
  const { companyId, id: accountId, unitId } = account;
  if (!can(actor, "payment.record", { companyId })) return refuse(work, attempt, "forbidden");
  const { policyPack: pack, timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const { amount, date, key } = payment;
  if (amount <= 0n) return refuse(work, attempt, "bad-amount");
  if (!isDay(date)) return refuse(work, attempt, "bad-date", { typed: date });
  if (date > dayAt(now, timeZone)) return refuse(work, attempt, "date-ahead");
  if (payment.forMonth && !isMonth(payment.forMonth))
    return refuse(work, attempt, "bad-month", { typed: payment.forMonth });
  await lockAccount(tx, accountId);
  const known = await tx.payment.findUnique({ where: { companyId_key: { companyId, key } } });
  if (known) return done({ paymentId: known.id, parts: [], advance: 0n, isNew: false });
  const debts = (await openDebts(tx, [accountId])).get(accountId) ?? [];
  const { parts, advance } = allocate(amount, debts, policyPack(pack).allocation, {
    month: payment.forMonth ?? null,
    penalty: payment.forPenalty ?? false,
  });
  const paymentId = newId(now);
  const entryKey = `payment:${paymentId}`;
  const posted = await postEntries(work, companyId, [
    {
      key: entryKey,
      kind: "payment",
      date: openDay(date, await closedThrough(tx, companyId)),
      lines: [
        { account: moneyAccount(payment.method, companyId), debit: amount },
        ...creditsFor(accountId, parts, advance),
      ],
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
    ...attempt,
    after: { paymentId, amount: String(amount), date, advance: String(advance), parts: parts.length },
  });
  work.announce({ type: "payment.posted", companyId, accountId, unitId, paymentId });
  return done({ paymentId, parts, advance, isNew: true });
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
  forMonth: payment.forMonth ?? null,
  forPenalty: payment.forPenalty ?? false,
  payerSealed: payment.payer ? vault.seal(payment.payer) : null,
  noteSealed: payment.note ? vault.seal(payment.note) : null,
  createdBy: actor.kind === "person" ? actor.personId : null,
  createdAt: now,
});
