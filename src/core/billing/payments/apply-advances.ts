import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import type { Day } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { balancesOf } from "../ledger/balance.ts";
import type { EntryDraft } from "../ledger/entry-draft.ts";
import { postEntries } from "../ledger/post-entries.ts";
import type { AllocationStep } from "../policy/pack.ts";
import { type AdvanceSlice, advanceSlices } from "./advance-slices.ts";
import { type AllocatedPart, allocate } from "./allocate.ts";
import { openDebts } from "./open-debts.ts";
import { creditsFor } from "./payment-lines.ts";
import { writeAllocations } from "./write-allocations.ts";

export interface AdvancesToApply {
  companyId: string;
  accountIds: readonly string[];
  /** The entry's date. */
  date: Day;
  order: readonly AllocationStep[];
  /** What this is done for: part of the entries' keys. */
  because: string;
  /** The debts are open again, and the money may have been there all the time: they are smaller since it came. */
  sinceItCame?: boolean;
}

/**
 * Pays the open debts of accounts from what they have paid ahead. A debt is smaller from the entry's date on, or from
 * the debt's beginning if it is newer.
 */
export const applyAdvances = async (
  work: Work,
  { companyId, accountIds, date, order, because, sinceItCame = false }: AdvancesToApply,
): Promise<Outcome<{ applied: bigint }, "month-closed">> => {
  const names = accountIds.map((id) => ledgerAccount("advances", id));
  const balances = await balancesOf(work.tx, names);
  const holders = accountIds.filter((_id, at) => (balances.get(names[at] ?? "") ?? 0n) < 0n);
  const debts = await openDebts(work.tx, holders);
  const drafts: (EntryDraft & { accountId: string; parts: DatedPart[] })[] = [];
  let applied = 0n;
  for (const accountId of holders) {
    const has = -(balances.get(ledgerAccount("advances", accountId)) ?? 0n);
    const { parts, advance } = allocate(has, debts.get(accountId) ?? [], order);
    if (parts.length === 0) continue;
    applied += has - advance;
    drafts.push({
      key: `advance:${accountId}:${because}`,
      kind: "advance",
      date,
      lines: [
        { account: ledgerAccount("advances", accountId), debit: has - advance },
        ...creditsFor(accountId, parts, 0n),
      ],
      accountId,
      parts: sinceItCame
        ? datedParts(parts, await advanceSlices(work.tx, accountId), date)
        : parts.map((part) => ({ ...part, since: date })),
    });
  }
  if (drafts.length === 0) return done({ applied });
  const posted = await postEntries(work, companyId, drafts);
  if (!posted.ok) return posted;
  await writeAllocations(
    work,
    drafts.flatMap(({ key, accountId, parts }) => {
      const entry = posted.value.get(key);
      if (!entry?.isNew) return [];
      return parts.map(({ since, ...part }) => ({
        ...part,
        companyId,
        accountId,
        paymentId: null,
        date: since,
        entryId: entry.entryId,
      }));
    }),
  );
  return done({ applied });
};

/** The day from which the debt is smaller. */
type DatedPart = AllocatedPart & { since: Day };

/** Money that came first pays first; a part that several slices pay has a date for each. */
const datedParts = (
  parts: readonly AllocatedPart[],
  slices: readonly AdvanceSlice[],
  otherwise: Day,
): DatedPart[] => {
  let paid = 0n;
  return parts.flatMap((part) => {
    const dated: DatedPart[] = [];
    let left = part.amount;
    while (left > 0n) {
      const slice = slices.find(({ upTo }) => upTo > paid);
      const amount = slice && slice.upTo - paid < left ? slice.upTo - paid : left;
      const since = slice && slice.since < otherwise ? slice.since : otherwise;
      dated.push({ ...part, amount, since });
      paid += amount;
      left -= amount;
    }
    return dated;
  });
};
