import type { OpeningBalanceModel, ReceiptModel } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Day, dayAt } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { heldClosedThrough, openDay } from "../ledger/closed-months.ts";
import { lineOf } from "../ledger/entry-draft.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { reverseEntry } from "../ledger/reverse-entry.ts";
import { applyAdvances } from "../payments/apply-advances.ts";
import { freeAdvance, freeableAdvance } from "../payments/free-advance.ts";
import { lockAccount } from "../payments/lock-account.ts";
import { writeAllocations } from "../payments/write-allocations.ts";
import { policyPack } from "../policy/policy-pack.ts";
import { openingPlace } from "./opening-receipts.ts";

export type OpeningReversalRefusal =
  | "not-found"
  | "forbidden"
  | "no-reason"
  | "already-reversed"
  | "was-written-off"
  | "was-refunded";

/**
 * Takes a wrong opening balance back, so that the right one can be entered: its entry is reversed, what has been paid of
 * it is the account's advance again, and penalties that grew on it since are taken off. The rest of the advance then pays
 * what it can.
 */
export const reverseOpening = async (
  work: Work,
  { openingId, reason }: { openingId: string; reason: string },
): Promise<Outcome<{ unitId: string }, OpeningReversalRefusal>> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "opening.reverse", subjectType: "opening", subjectId: openingId };
  const opening = await tx.openingBalance.findUnique({ where: { id: openingId } });
  if (!opening) return refuse(work, attempt, "not-found");
  const { companyId, accountId, entryId, unitId } = opening;
  if (actor.kind !== "person" || !can(actor, "opening.enter", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  await lockAccount(tx, accountId);
  const receipts = await receiptsOf(work, openingId);
  const receiptIds = receipts.map(({ id }) => id);
  const standing = { receiptId: { in: receiptIds }, writeOff: { reversedAt: null } };
  if ((await tx.writtenOff.count({ where: standing })) > 0) return refuse(work, attempt, "was-written-off");
  const paid = sumOf(receipts, (receipt) => receipt.paid + receipt.lateFeePaid);
  if (opening.advance > paid + (await freeableAdvance(work, accountId)))
    return refuse(work, attempt, "was-refunded");
  const { count } = await tx.openingBalance.updateMany({
    where: { id: openingId, reversedAt: null },
    data: { reversedAt: now, reversedBy: actor.personId, reasonSealed: vault.seal(reason.trim()) },
  });
  if (count === 0) return refuse(work, attempt, "already-reversed");
  const { policyPack: pack, timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const date = openDay(dayAt(now, timeZone), await heldClosedThrough(tx, companyId));
  await takeBack(work, opening, receipts, date);
  await freeAdvance(work, { accountId, needed: opening.advance, date });
  const reversed = await reverseEntry(work, { entryId, date, reason: "opening-reversed" });
  if (!reversed.ok) throw new Error(`an opening balance could not be reversed: ${reversed.code}`);
  await applyAdvances(work, {
    companyId,
    accountIds: [accountId],
    date,
    order: policyPack(pack).allocation,
    because: `opening-reversal:${openingId}`,
    sinceItCame: true,
  });
  work.audit({
    ...attempt,
    before: { state: "posted" },
    after: { state: "reversed", reason: reason.trim() },
  });
  return done({ unitId });
};

const receiptsOf = ({ tx }: Work, openingId: string): Promise<ReceiptModel[]> => {
  const places = (["debt", "penalty"] as const).map((part) => openingPlace(openingId, part));
  return tx.receipt.findMany({ where: { monthId: { in: places } } });
};

const sumOf = (receipts: readonly ReceiptModel[], of: (receipt: ReceiptModel) => bigint): bigint =>
  receipts.reduce((total, receipt) => total + of(receipt), 0n);

/** Empties the balance's receipts: what was paid of them is paid ahead, what grew on them since is given up. */
const takeBack = async (
  work: Work,
  { id, companyId, accountId, penalty }: OpeningBalanceModel,
  receipts: readonly ReceiptModel[],
  date: Day,
): Promise<void> => {
  const { tx } = work;
  const paid = sumOf(receipts, (receipt) => receipt.paid);
  const feePaid = sumOf(receipts, ({ lateFeePaid }) => lateFeePaid);
  const grown = sumOf(receipts, ({ lateFee }) => lateFee) - penalty;
  const key = `opening-taken:${id}`;
  const lines = [
    ...lineOf(ledgerAccount("receivable", accountId), paid),
    ...lineOf(ledgerAccount("penalties", accountId), feePaid - grown),
    ...lineOf(ledgerAccount("penalty-income", companyId), grown),
    ...lineOf(ledgerAccount("advances", accountId), -paid - feePaid),
  ];
  if (lines.length > 0) {
    const posted = await postEntries(work, companyId, [
      { key, kind: "adjustment", date, reason: "opening-reversed", lines },
    ]);
    if (!posted.ok) throw new Error("an opening balance was taken back in a closed month; report this");
    const entryId = posted.value.get(key)?.entryId ?? "";
    const common = { companyId, accountId, paymentId: null, date, entryId };
    await writeAllocations(
      work,
      receipts.flatMap(({ id: receiptId, month, paid: principal, lateFeePaid }) => [
        ...(principal === 0n
          ? []
          : [{ ...common, receiptId, month, target: "principal" as const, amount: -principal }]),
        ...(lateFeePaid === 0n
          ? []
          : [{ ...common, receiptId, month, target: "penalty" as const, amount: -lateFeePaid }]),
      ]),
    );
    if (grown !== 0n)
      await tx.penalty.createMany({
        data: receipts
          .filter(({ charged, lateFee }) => charged > 0n && lateFee !== 0n)
          .map(({ id: receiptId, lateFee }) => ({
            companyId,
            accountId,
            receiptId,
            until: date,
            amount: -lateFee,
            segments: [],
            entryId,
            createdAt: work.now,
          })),
      });
  }
  await tx.receipt.updateMany({
    where: { id: { in: receipts.map((receipt) => receipt.id) } },
    data: { charged: 0n, lateFee: 0n, total: 0n, lateCheck: false, settled: true },
  });
};
