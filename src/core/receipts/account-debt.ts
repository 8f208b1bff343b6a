import type { Db, InstalmentPlanModel } from "../../database/types.ts";
import { type AccountState, accountState } from "../billing/accounts/account-state.ts";
import type { Day } from "../billing/calendar.ts";
import { type PlanPart, partsFromJson } from "../billing/debts/make-plan.ts";

export interface AccountDebt extends AccountState {
  /** The agreement to pay in parts that is in force. */
  plan: { from: Day; amount: bigint; stopsPenalty: boolean; parts: PlanPart[] } | null;
}

/** What an account owes, month by month, and the plan by which it is paid. */
export const accountDebt = async (db: Db, accountId: string): Promise<AccountDebt> => {
  const state = await accountState(db, accountId);
  const plan = await db.instalmentPlan.findFirst({
    where: { accountId, state: "active" },
    orderBy: { createdAt: "desc" },
  });
  return { ...state, plan: plan ? planOf(plan) : null };
};

const planOf = ({
  from,
  amount,
  stopsPenalty,
  parts,
}: InstalmentPlanModel): NonNullable<AccountDebt["plan"]> => ({
  from,
  amount,
  stopsPenalty,
  parts: partsFromJson(parts),
});
