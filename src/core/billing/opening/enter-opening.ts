import type { BillingAccountModel } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { newId } from "../../directory/new-id.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { ensureAccounts } from "../accounts/ensure-accounts.ts";
import { type Day, dayAt, firstDay, isDay, monthOf, nextMonth } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { heldClosedThrough, openDay } from "../ledger/closed-months.ts";
import { lineOf } from "../ledger/entry-draft.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { applyAdvances } from "../payments/apply-advances.ts";
import { lockAccount } from "../payments/lock-account.ts";
import { policyPack } from "../policy/policy-pack.ts";
import { type Standing, writeOpeningReceipts } from "./opening-receipts.ts";

export interface NewOpening extends Standing {
  unitId: string;
  /** The day at whose end the unit stood so. */
  date: Day;
  /** By when the debt was due: from then on it is overdue. Not given: by that day. */
  due?: Day | null;
}

export type OpeningRefusal =
  | "not-found"
  | "forbidden"
  | "bad-date"
  | "date-ahead"
  | "bad-due"
  | "bad-amount"
  | "nothing-entered"
  | "both-sides"
  | "opening-known"
  | "already-charged";

/**
 * Enters how a unit stood when its company began to reckon here: once for a unit, and before its first bill, so that
 * nothing is owed twice. It goes against the opening equity. The penalty of that day stays as it is; from then on the debt
 * grows by the law, counted from the day by which it was due.
 */
export const enterOpening = async (
  work: Work,
  opening: NewOpening,
): Promise<Outcome<{ openingId: string; accountId: string }, OpeningRefusal>> => {
  const { tx, actor, now } = work;
  const { unitId, date, debt, penalty, advance } = opening;
  const attempt = { act: "opening.enter", subjectType: "unit", subjectId: unitId };
  const unit = await tx.unit.findUnique({ where: { id: unitId } });
  if (!unit) return refuse(work, attempt, "not-found");
  const { companyId } = unit;
  if (!can(actor, "opening.enter", { companyId })) return refuse(work, attempt, "forbidden");
  if (!isDay(date)) return refuse(work, attempt, "bad-date", { typed: date });
  const { timeZone, policyPack: pack } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  if (date > dayAt(now, timeZone)) return refuse(work, attempt, "date-ahead");
  const due = opening.due ?? date;
  if (!isDay(due) || due > date) return refuse(work, attempt, "bad-due", { typed: due });
  if (debt < 0n || penalty < 0n || advance < 0n) return refuse(work, attempt, "bad-amount");
  if (debt + penalty + advance === 0n) return refuse(work, attempt, "nothing-entered");
  if (debt > 0n && advance > 0n) return refuse(work, attempt, "both-sides");
  const account = await firstAccount(work, { companyId, buildingId: unit.buildingId, unitId, date });
  if (!account) return refuse(work, attempt, "not-found");
  const { id: accountId } = account;
  await lockAccount(tx, accountId);
  const earlier = await tx.openingBalance.findMany({ where: { accountId } });
  if (earlier.some(({ reversedAt }) => reversedAt === null)) return refuse(work, attempt, "opening-known");
  const bill = await tx.receipt.findFirst({
    where: { accountId, number: { not: null } },
    select: { month: true },
    orderBy: { month: "asc" },
  });
  if (bill && bill.month <= monthOf(date))
    return refuse(work, attempt, "already-charged", { month: bill.month });
  const openingId = newId(now);
  const key = `opening:${openingId}`;
  const posted = await postEntries(work, companyId, [
    {
      key,
      kind: "opening",
      date: openDay(date, await heldClosedThrough(tx, companyId)),
      lines: [
        ...lineOf(ledgerAccount("receivable", accountId), debt),
        ...lineOf(ledgerAccount("penalties", accountId), penalty),
        ...lineOf(ledgerAccount("advances", accountId), -advance),
        ...lineOf(ledgerAccount("opening", companyId), advance - debt - penalty),
      ],
    },
  ]);
  if (!posted.ok) throw new Error("an opening balance was dated in a closed month; report this");
  await tx.openingBalance.create({
    data: {
      id: openingId,
      companyId,
      buildingId: account.buildingId,
      unitId,
      accountId,
      attempt: earlier.length + 1,
      date,
      due,
      debt,
      penalty,
      advance,
      entryId: posted.value.get(key)?.entryId ?? "",
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
  });
  await writeOpeningReceipts(work, account, { openingId, date, due, debt, penalty, advance });
  // What had been paid before the balance was entered, or paid ahead by it, pays what is open.
  const paid = await tx.payment.findFirst({
    where: { accountId, state: "posted", date: { gt: date } },
    select: { date: true },
    orderBy: { date: "desc" },
  });
  await applyAdvances(work, {
    companyId,
    accountIds: [accountId],
    date: openDay(paid?.date ?? date, await heldClosedThrough(tx, companyId)),
    order: policyPack(pack).allocation,
    because: key,
  });
  const after = {
    accountId,
    date,
    due,
    debt: String(debt),
    penalty: String(penalty),
    advance: String(advance),
  };
  work.audit({ ...attempt, after });
  return done({ openingId, accountId });
};

/** The unit's account of that day; a unit that has none yet gets one from the next month on. */
const firstAccount = async (
  work: Work,
  {
    companyId,
    buildingId,
    unitId,
    date,
  }: { companyId: string; buildingId: string; unitId: string; date: Day },
): Promise<BillingAccountModel | null> => {
  if ((await work.tx.billingAccount.count({ where: { unitId } })) === 0)
    await ensureAccounts(work, { companyId, buildingId, month: nextMonth(monthOf(date)) });
  const accounts = await work.tx.billingAccount.findMany({ where: { unitId }, orderBy: { opened: "asc" } });
  const next = firstDay(nextMonth(monthOf(date)));
  return accounts.findLast(({ opened }) => opened <= next) ?? accounts[0] ?? null;
};
