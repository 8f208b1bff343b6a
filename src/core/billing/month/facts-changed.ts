import type { MonthState } from "../../../database/types.ts";
import type { Work } from "../../work/work.ts";
import { type Month, nextMonth } from "../calendar.ts";
import { shareFacts } from "./lock-facts.ts";
import { monthToCharge } from "./start-month.ts";

/** Receipts are drafted, and not being issued yet. */
const drafted: readonly MonthState[] = ["charging", "charged", "approved"];

/** Receipts that nobody has approved yet. */
export const undecided: readonly MonthState[] = ["charging", "charged"];

/** They are approved, or out: nothing is put on them any more. */
const decided: readonly MonthState[] = ["approved", "publishing", "published", "closed"];

/** The months that facts can change the drafts of; nobody begins another one until the transaction ends. */
export const draftedMonths = async ({ tx }: Pick<Work, "tx">, companyId: string): Promise<Month[]> => {
  await shareFacts(tx, companyId);
  const where = { companyId, state: { in: [...drafted] } };
  const months = await tx.billingMonth.findMany({
    where,
    select: { month: true },
    orderBy: { month: "asc" },
  });
  return months.map(({ month }) => month);
};

/**
 * Notes that drafts from a month on, or of that month only, go by what is no longer so: they have to be drafted again
 * before they are approved or issued. Comes with the change, in one transaction: whoever approves at that moment waits.
 *
 * @param states those whose drafts take it: what can wait for the next month leaves approved ones as they are
 */
export const factsChanged = async (
  { tx, announce }: Work,
  companyId: string,
  of: { since: Month } | { month: Month },
  states = drafted,
): Promise<void> => {
  await shareFacts(tx, companyId);
  const month = "since" in of ? { gte: of.since } : of.month;
  const where = { companyId, month, state: { in: [...states] } };
  const months = await tx.billingMonth.findMany({ where, select: { id: true, stale: true } });
  if (months.length === 0) return;
  // Also those that know it: one that is drafted again at this moment would forget it.
  await tx.billingMonth.updateMany({ where, data: { stale: true } });
  for (const { id: monthId, stale } of months)
    if (!stale) announce({ type: "month.changed", companyId, monthId });
};

/** Why nothing can be put on a month's receipts any more, if so. Comes after `factsChanged`, which nobody overtakes. */
export const decidedState = async (
  { tx }: Work,
  companyId: string,
  month: Month,
): Promise<"month-approved" | "month-published" | null> => {
  const found = await tx.billingMonth.findUnique({ where: { companyId_month: { companyId, month } } });
  if (!found || !decided.includes(found.state)) return null;
  return found.state === "approved" ? "month-approved" : "month-published";
};

/** The month whose receipts take what is entered now. */
export const monthToFill = async (work: Work, companyId: string): Promise<Month> => {
  const month = await monthToCharge(work, companyId);
  return (await decidedState(work, companyId, month)) === null ? month : nextMonth(month);
};
