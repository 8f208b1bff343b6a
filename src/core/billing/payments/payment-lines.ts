import { ledgerAccount } from "../ledger/accounts.ts";
import type { LineDraft } from "../ledger/entry-draft.ts";
import type { AllocatedPart } from "./allocate.ts";

/** The credits of money that pays an account's debts; what is over is its advance. */
export const creditsFor = (
  accountId: string,
  parts: readonly AllocatedPart[],
  advance: bigint,
): LineDraft[] => {
  const sumOf = (target: AllocatedPart["target"]): bigint =>
    parts.filter((part) => part.target === target).reduce((sum, { amount }) => sum + amount, 0n);
  return [
    { account: ledgerAccount("receivable", accountId), credit: sumOf("principal") },
    { account: ledgerAccount("penalties", accountId), credit: sumOf("penalty") },
    { account: ledgerAccount("advances", accountId), credit: advance },
  ].filter(({ credit }) => credit > 0n);
};
