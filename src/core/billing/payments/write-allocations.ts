import { overRows } from "../../../database/over-rows.ts";
import { tableInsert } from "../../../database/table-insert.ts";
import { newId } from "../../directory/new-id.ts";
import type { Work } from "../../work/work.ts";
import type { Day } from "../calendar.ts";
import type { AllocatedPart } from "./allocate.ts";

export interface AllocationDraft extends AllocatedPart {
  companyId: string;
  accountId: string;
  /** Null: from the advance. */
  paymentId: string | null;
  /** The day from which the debt is smaller. */
  date: Day;
  entryId: string;
}

const allocations = tableInsert("Allocation", {
  id: "text",
  companyId: "text",
  accountId: "text",
  paymentId: "text",
  receiptId: "text",
  target: '"AllocationTarget"',
  amount: "bigint",
  date: "text",
  entryId: "text",
  createdAt: "timestamp(3)",
});

/** Writes what pays what, and keeps the receipts' paid sums with it. */
export const writeAllocations = async (work: Work, drafts: readonly AllocationDraft[]): Promise<void> => {
  await allocations.insert(
    work.tx,
    drafts.map(({ month: _month, amount, ...draft }) => ({
      id: newId(work.now),
      ...draft,
      amount: String(amount),
      createdAt: work.now,
    })),
  );
  await addPaid(
    work,
    drafts.map(({ receiptId, target, amount, date }) => ({ receiptId, target, amount, date })),
  );
};

export interface PaidChange {
  receiptId: string;
  target: "principal" | "penalty";
  /** Negative: taken back. */
  amount: bigint;
  date: Day;
}

// A payment after the due date leaves the penalty to be reckoned, so does one that is taken back, and so does one that was
// made in time and entered only after its lateness had cost something.
const addPaidRows = overRows(
  { receiptId: "text", principal: "bigint", penalty: "bigint", date: "text" },
  (rows) => `
  UPDATE "Receipt" AS r SET
    "paid" = r."paid" + s."principal", "lateFeePaid" = r."lateFeePaid" + s."penalty",
    "lateCheck" = (r."lateCheck" OR (s."principal" <> 0 AND (s."date" > r."due" OR r."lateFee" > 0))),
    "settled" = (r."charged" = r."paid" + s."principal" AND r."lateFee" = r."lateFeePaid" + s."penalty"
      AND NOT (r."lateCheck" OR (s."principal" <> 0 AND (s."date" > r."due" OR r."lateFee" > 0))))
  FROM ${rows} WHERE r."id" = s."receiptId"`,
);

/** Adds to what receipts have been paid, each receipt once in the statement. */
export const addPaid = async ({ tx }: Work, changes: readonly PaidChange[]): Promise<void> => {
  const byReceipt = new Map<string, { principal: bigint; penalty: bigint; date: Day }>();
  for (const { receiptId, target, amount, date } of changes) {
    const sum = byReceipt.get(receiptId) ?? { principal: 0n, penalty: 0n, date };
    sum[target] += amount;
    if (date > sum.date) sum.date = date;
    byReceipt.set(receiptId, sum);
  }
  if (byReceipt.size === 0) return;
  const rows = [...byReceipt].map(([receiptId, { principal, penalty, date }]) => ({
    receiptId,
    principal: String(principal),
    penalty: String(penalty),
    date,
  }));
  await addPaidRows(tx, rows);
};
