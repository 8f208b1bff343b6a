import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { accountState } from "../accounts/account-state.ts";
import { addDays, type Day, dayAt, dayOfMonth, monthOf, shiftMonth } from "../calendar.ts";
import { apportion } from "../money/apportion.ts";
import { paidOfPlan } from "./paid-of-plan.ts";

export interface PlanPart {
  due: Day;
  amount: bigint;
}

/** For the column InstalmentPlan.parts. */
export const partsToJson = (parts: readonly PlanPart[]): object[] =>
  parts.map(({ due, amount }) => ({ due, amount: String(amount) }));

export const partsFromJson = (json: unknown): PlanPart[] =>
  (json as { due: Day; amount: string }[]).map(({ due, amount }) => ({ due, amount: BigInt(amount) }));

const most = 36;

/**
 * Agrees that what an account owes now is paid in equal monthly parts from the next month on, on the day of the month on
 * which it was agreed. While it is kept, no penalty grows on what was late, and no reminders go out.
 */
export const makePlan = async (
  work: Work,
  { accountId, months, stopsPenalty }: { accountId: string; months: number; stopsPenalty: boolean },
): Promise<
  Outcome<
    { planId: string; parts: PlanPart[] },
    "not-found" | "forbidden" | "bad-count" | "no-debt" | "plan-known"
  >
> => {
  const { tx, actor, now } = work;
  const attempt = { act: "plan.make", subjectType: "account", subjectId: accountId };
  const account = await tx.billingAccount.findUnique({ where: { id: accountId } });
  if (!account) return refuse(work, attempt, "not-found");
  const { companyId } = account;
  if (!can(actor, "plan.make", { companyId })) return refuse(work, attempt, "forbidden");
  if (!Number.isInteger(months) || months < 2 || months > most)
    return refuse(work, attempt, "bad-count", { most });
  if (await tx.instalmentPlan.findFirst({ where: { accountId, state: "active" } }))
    return refuse(work, attempt, "plan-known");
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const today = dayAt(now, timeZone);
  const { open } = await accountState(tx, accountId);
  const amount = open
    .filter(({ due }) => due < today)
    .reduce((sum, { unpaid, penalty }) => sum + unpaid + penalty, 0n);
  if (amount === 0n) return refuse(work, attempt, "no-debt");
  const parts = apportion(
    amount,
    Array.from({ length: months }, () => 1n),
  ).map((part, at) => ({
    due: dayOfMonth(shiftMonth(monthOf(today), at + 1), Number(today.slice(8))),
    amount: part,
  }));
  const { id: planId } = await tx.instalmentPlan.create({
    data: {
      companyId,
      accountId,
      amount,
      stopsPenalty,
      from: today,
      parts: partsToJson(parts),
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
    select: { id: true },
  });
  work.audit({ ...attempt, after: { planId, amount: String(amount), months, stopsPenalty } });
  work.announce({ type: "plan.changed", companyId, accountId, planId });
  return done({ planId, parts });
};

/** Days that a part may be late. */
const graceDays = 5;

/**
 * Looks whether active plans are kept: what was due by now is paid of the debt that the plan is for. A plan
 * whose last part is paid is kept; one whose part is late is broken, and its penalty grows again from that day on.
 */
export const reviewPlans = async (work: Work, companyId: string, today: Day): Promise<void> => {
  const { tx } = work;
  const plans = await tx.instalmentPlan.findMany({ where: { companyId, state: "active" } });
  for (const plan of plans) {
    const { id: planId, accountId, amount, parts } = plan;
    const paid = await paidOfPlan(tx, plan);
    const asked = partsFromJson(parts)
      .filter(({ due }) => addDays(due, graceDays) < today)
      .reduce((sum, part) => sum + part.amount, 0n);
    const state = paid >= amount ? "kept" : paid < asked ? "broken" : null;
    if (!state) continue;
    await tx.instalmentPlan.update({ where: { id: planId }, data: { state, ended: today } });
    work.audit({ act: `plan.${state}`, subjectType: "account", subjectId: accountId, after: { planId } });
    work.announce({ type: "plan.changed", companyId, accountId, planId });
  }
};

/** Ends a plan; penalties grow again from now on. */
export const cancelPlan = async (
  work: Work,
  { planId }: { planId: string },
): Promise<Outcome<null, "not-found" | "forbidden" | "wrong-state">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "plan.cancel", subjectType: "plan", subjectId: planId };
  const plan = await tx.instalmentPlan.findUnique({ where: { id: planId } });
  if (!plan) return refuse(work, attempt, "not-found");
  const { companyId, accountId } = plan;
  if (!can(actor, "plan.make", { companyId })) return refuse(work, attempt, "forbidden");
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const { count } = await tx.instalmentPlan.updateMany({
    where: { id: planId, state: "active" },
    data: { state: "cancelled", ended: dayAt(now, timeZone) },
  });
  if (count === 0) return refuse(work, attempt, "wrong-state");
  work.audit({ ...attempt, before: { state: "active" }, after: { state: "cancelled" } });
  work.announce({ type: "plan.changed", companyId, accountId, planId });
  return done(null);
};
