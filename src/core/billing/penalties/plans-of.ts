import type { Db } from "../../../database/db.ts";
import type { PlanPause } from "./penalty-terms.ts";

/** The instalment plans of accounts that stop penalties. */
export const plansOf = async (db: Db, accountIds: readonly string[]): Promise<Map<string, PlanPause[]>> => {
  const rows = await db.instalmentPlan.findMany({
    where: { accountId: { in: [...accountIds] }, stopsPenalty: true },
    select: { accountId: true, from: true, ended: true },
    orderBy: { from: "asc" },
  });
  const byAccount = new Map<string, PlanPause[]>();
  for (const { accountId, from, ended } of rows)
    byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), { from, ended }]);
  return byAccount;
};
