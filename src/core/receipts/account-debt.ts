import type { Db, InstalmentPlanModel } from "../../database/types.ts";
import { type AccountState, accountState } from "../billing/accounts/account-state.ts";
import type { Day } from "../billing/calendar.ts";
import { type PlanPart, partsFromJson } from "../billing/debts/make-plan.ts";
import { paidOfPlan } from "../billing/debts/paid-of-plan.ts";

export interface AccountPlan {
  from: Day;
  stopsPenalty: boolean;
  parts: (PlanPart & { paid: boolean })[];
}

export interface AccountDebt extends AccountState {
  /** The agreement to pay in parts that is in force. */
  plan: AccountPlan | null;
}

/** What an account owes, month by month, and the plan by which it is paid. */
export const accountDebt = async (db: Db, accountId: string): Promise<AccountDebt> => {
  const state = await accountState(db, accountId);
  const plan = await db.instalmentPlan.findFirst({
    where: { accountId, state: "active" },
    orderBy: { createdAt: "desc" },
  });
  return { ...state, plan: plan ? planOf(plan, await paidOfPlan(db, plan)) : null };
};

/** Money pays the parts in their order. */
const planOf = ({ from, stopsPenalty, parts }: InstalmentPlanModel, paid: bigint): AccountPlan => {
  let asked = 0n;
  return {
    from,
    stopsPenalty,
    parts: partsFromJson(parts).map((part) => {
      asked += part.amount;
      return { ...part, paid: paid >= asked };
    }),
  };
};
