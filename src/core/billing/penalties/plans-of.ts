import type { Db } from "../../../database/db.ts";
import { addDays } from "../calendar.ts";
import type { PlanPause } from "./penalty-terms.ts";

/**
 * When the penalties of accounts stand still: while an instalment plan that stops them is kept, and before the day of an
 * opening balance, which brings its own penalty.
 */
export const plansOf = async (db: Db, accountIds: readonly string[]): Promise<Map<string, PlanPause[]>> => {
  const where = { accountId: { in: [...accountIds] } };
  const plans = await db.instalmentPlan.findMany({
    where: { ...where, stopsPenalty: true },
    select: { accountId: true, from: true, ended: true },
    orderBy: { from: "asc" },
  });
  const openings = await db.openingBalance.findMany({
    where: { ...where, reversedAt: null },
    select: { accountId: true, due: true, date: true },
  });
  const byAccount = new Map<string, PlanPause[]>();
  const add = (accountId: string, pause: PlanPause): void => {
    byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), pause]);
  };
  for (const { accountId, due, date } of openings)
    if (due < date) add(accountId, { from: addDays(due, 1), ended: date, reason: "opening" });
  for (const { accountId, from, ended } of plans) add(accountId, { from, ended, reason: "plan" });
  return byAccount;
};
