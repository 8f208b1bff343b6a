import type { AllocationTarget } from "../../../database/types.ts";
import type { Month } from "../calendar.ts";
import type { AllocationStep } from "../policy/pack.ts";

/** What is unpaid of a receipt, in minor units. */
export interface OpenDebt {
  receiptId: string;
  month: Month;
  principal: bigint;
  penalty: bigint;
}

/** What the payer named in the purpose of the payment. */
export interface Named {
  month?: Month | null;
  penalty?: boolean;
}

export interface AllocatedPart {
  receiptId: string;
  month: Month;
  target: AllocationTarget;
  amount: bigint;
}

/**
 * Pays debts out of an amount in the policy's order, within each step the oldest first; what is over is an advance.
 * Never more than the amount, never more than a debt.
 */
export const allocate = (
  amount: bigint,
  debts: readonly OpenDebt[],
  order: readonly AllocationStep[],
  named: Named = {},
): { parts: AllocatedPart[]; advance: bigint } => {
  const open = debts
    .map((debt) => ({ ...debt }))
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
  const paid = new Map<string, AllocatedPart>();
  let left = amount;
  const pay = (debt: OpenDebt, target: AllocationTarget): void => {
    const part = debt[target] < left ? debt[target] : left;
    if (part <= 0n) return;
    debt[target] -= part;
    left -= part;
    const key = `${debt.receiptId} ${target}`;
    const before = paid.get(key)?.amount ?? 0n;
    paid.set(key, { receiptId: debt.receiptId, month: debt.month, target, amount: before + part });
  };
  for (const step of order) {
    if (step === "named") payNamed(open, named, pay);
    else if (step === "penalty-then-principal-by-month")
      for (const debt of open) {
        pay(debt, "penalty");
        pay(debt, "principal");
      }
    else for (const debt of open) pay(debt, step);
  }
  return { parts: [...paid.values()], advance: left };
};

const payNamed = (
  open: readonly OpenDebt[],
  { month, penalty }: Named,
  pay: (debt: OpenDebt, target: AllocationTarget) => void,
): void => {
  for (const debt of open) {
    if (month && debt.month !== month) continue;
    if (penalty) pay(debt, "penalty");
    else if (month) pay(debt, "principal");
  }
};
