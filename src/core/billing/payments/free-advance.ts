import type { Work } from "../../work/work.ts";
import type { Day } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { balancesOf } from "../ledger/balance.ts";
import { reverseEntry } from "../ledger/reverse-entry.ts";
import { addPaid } from "./write-allocations.ts";

/** What an account has paid ahead, and what that has paid of its debts: the newest first. */
interface Advance {
  has: bigint;
  spent: { entryId: string; amount: bigint }[];
}

const advanceOf = async ({ tx }: Work, accountId: string): Promise<Advance> => {
  const account = ledgerAccount("advances", accountId);
  const has = -((await balancesOf(tx, [account])).get(account) ?? 0n);
  const paid = await tx.allocation.findMany({
    where: { accountId, paymentId: null, undoneBy: null, amount: { gt: 0n } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { entryId: true, amount: true },
  });
  // Debts that were written off were not paid from the advance.
  const paying = await tx.ledgerEntry.findMany({
    where: { id: { in: [...new Set(paid.map(({ entryId }) => entryId))] }, kind: "advance" },
    select: { id: true },
  });
  const known = new Set(paying.map(({ id }) => id));
  return { has, spent: paid.filter(({ entryId }) => known.has(entryId)) };
};

/** As much as `freeAdvance` can have there again: what was refunded to the payer is gone. */
export const freeableAdvance = async (work: Work, accountId: string): Promise<bigint> => {
  const { has, spent } = await advanceOf(work, accountId);
  return spent.reduce((sum, { amount }) => sum + amount, has);
};

/** Undoes what the advance has paid, the newest first, until there is enough of it again. */
export const freeAdvance = async (
  work: Work,
  { accountId, needed, date }: { accountId: string; needed: bigint; date: Day },
): Promise<void> => {
  const { has: before, spent } = await advanceOf(work, accountId);
  let has = before;
  for (const entryId of new Set(spent.map((one) => one.entryId))) {
    if (has >= needed) return;
    await undoEntry(work, { entryId, date, reason: "advance-needed" });
    for (const one of spent) if (one.entryId === entryId) has += one.amount;
  }
};

/** Reverses an entry that paid debts, and opens those debts again. */
export const undoEntry = async (
  work: Work,
  { entryId, date, reason }: { entryId: string; date: Day; reason: string },
): Promise<void> => {
  const reversed = await reverseEntry(work, { entryId, date, reason });
  if (!reversed.ok) throw new Error(`the entry ${entryId} could not be reversed: ${reversed.code}`);
  const allocations = await work.tx.allocation.findMany({ where: { entryId, undoneBy: null } });
  await work.tx.allocation.updateMany({
    where: { entryId, undoneBy: null },
    data: { undoneBy: reversed.value.entryId },
  });
  await addPaid(
    work,
    allocations.map(({ receiptId, target, amount }) => ({ receiptId, target, amount: -amount, date })),
  );
};
