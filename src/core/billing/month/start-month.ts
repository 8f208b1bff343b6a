import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { dayAt, isMonth, type Month, monthOf, nextMonth } from "../calendar.ts";
import { closedThrough } from "../ledger/closed-months.ts";
import { lockFacts } from "./lock-facts.ts";

/** The queue of the job that drafts a month's receipts. */
export const chargeQueue = "charge-month";

/** The month that is to be charged next: after the last one, or else the one that people live in. */
export const monthToCharge = async ({ tx, now }: Work, companyId: string): Promise<Month> => {
  const last = await tx.billingMonth.findFirst({ where: { companyId }, orderBy: { month: "desc" } });
  if (!last) {
    const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
    return monthOf(dayAt(now, timeZone));
  }
  return last.publishedAt === null ? last.month : nextMonth(last.month);
};

export type StartRefusal =
  | "forbidden"
  | "bad-month"
  | "month-exists"
  | "month-closed"
  | "month-not-next"
  | "month-ahead"
  | "no-tariffs";

/** Starts charging a month; a job drafts its receipts. A month is started once. */
export const startMonth = async (
  work: Work,
  { companyId, month }: { companyId: string; month: Month },
): Promise<Outcome<{ monthId: string }, StartRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "month.start", subjectType: "month", subjectId: null };
  if (actor.kind !== "person" || !can(actor, "month.charge", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (!isMonth(month)) return refuse(work, attempt, "bad-month", { typed: month });
  await lockFacts(tx, companyId);
  const closed = await closedThrough(tx, companyId);
  if (closed !== null && month <= closed)
    return refuse(work, attempt, "month-closed", { month, open: nextMonth(closed) });
  const known = await tx.billingMonth.findMany({
    where: { companyId },
    orderBy: { month: "desc" },
    take: 1000,
  });
  if (known.some((row) => row.month === month)) return refuse(work, attempt, "month-exists", { month });
  const [last] = known;
  const next = await monthToCharge(work, companyId);
  if (last && month !== next) return refuse(work, attempt, "month-not-next", { month, next });
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  if (month > monthOf(dayAt(now, timeZone))) return refuse(work, attempt, "month-ahead", { month });
  if ((await tx.tariff.count({ where: { companyId } })) === 0) return refuse(work, attempt, "no-tariffs");
  const accounts = await tx.unit.count({ where: { companyId, kind: { not: "technical" } } });
  const { id: monthId } = await tx.billingMonth.create({
    data: { companyId, month, accounts, startedBy: actor.personId, createdAt: now },
    select: { id: true },
  });
  work.enqueue({ queue: chargeQueue, payload: { monthId, run: 1 } });
  work.audit({ ...attempt, subjectId: monthId, after: { month } });
  work.announce({ type: "month.changed", companyId, monthId });
  return done({ monthId });
};
