import type { Tx } from "../../../database/db.ts";
import { listParameter } from "../../../database/list-parameter.ts";
import { overRows } from "../../../database/over-rows.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import { tableInsert } from "../../../database/table-insert.ts";
import { newId } from "../../directory/new-id.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Day, firstDay, monthOf } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { type EntryDraft, lineOf } from "../ledger/entry-draft.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { writeAllocations } from "../payments/write-allocations.ts";
import { lessenWriteOffs } from "./lessen-write-offs.ts";
import type { CompanyTerms } from "./penalty-terms.ts";
import { plainSegments } from "./plain-segments.ts";
import { type Reckoned, reckonPenalties } from "./reckon-penalties.ts";

export interface PenaltiesToCharge {
  companyId: string;
  accountIds: readonly string[];
  /** The last day that is counted. */
  until: Day;
  /** The entries' date. */
  date: Day;
  /** What this is done for: part of the entries' keys. */
  because: string;
  terms: CompanyTerms;
  /** Whether bills tell of it: they also tell of a penalty that a plan stopped whole. */
  billed?: boolean;
}

export interface PenaltyChange {
  /** All differences of an account together. */
  sum: bigint;
  /** Whether something that had been paid is the account's advance now, though the sum may be more than before. */
  gaveBack: boolean;
}

/**
 * Brings the penalties of accounts to a day: each late receipt is reckoned from its beginning, and the difference to
 * what was charged for it is posted. The accounts are locked. So a correction and a fresh charge come to the same. Resolves
 * to what that comes to by account.
 */
export const chargePenalties = async (
  work: Work,
  order: PenaltiesToCharge,
): Promise<Outcome<Map<string, PenaltyChange>, "month-closed">> => {
  const { accountIds, until, terms } = order;
  const reckoned = await reckonPenalties(work.tx, { accountIds, until, terms });
  if (reckoned.length === 0) return done(new Map());
  const posted = await post(
    work,
    order,
    reckoned.filter(({ change }) => change !== 0n),
  );
  if (!posted.ok) return posted;
  await updateReceipts(work, reckoned);
  if (order.billed)
    await keep(
      work,
      order,
      reckoned.filter((one) => one.change === 0n && isStopped(one, until)),
      () => null,
    );
  return done(sums(reckoned));
};

/** Whether a plan stopped it on days of the month that ends now. */
const isStopped = ({ segments }: Reckoned, until: Day): boolean =>
  segments.some(({ paused, to }) => paused === "plan" && to >= firstDay(monthOf(until)));

const sums = (reckoned: readonly Reckoned[]): Map<string, PenaltyChange> => {
  const byAccount = new Map<string, PenaltyChange>();
  for (const { receipt, change, sum } of reckoned) {
    const before = byAccount.get(receipt.accountId);
    byAccount.set(receipt.accountId, {
      sum: (before?.sum ?? 0n) + change,
      gaveBack: (before?.gaveBack ?? false) || receipt.lateFeePaid > sum,
    });
  }
  return byAccount;
};

const penalties = tableInsert("Penalty", {
  id: "text",
  companyId: "text",
  accountId: "text",
  receiptId: "text",
  until: "text",
  amount: "bigint",
  segments: "jsonb",
  entryId: "text",
  createdBy: "text",
  createdAt: "timestamp(3)",
});

/** Writes how penalties are made up, beside the entries that charge them. */
const keep = (
  work: Work,
  { companyId, until }: PenaltiesToCharge,
  reckoned: readonly Reckoned[],
  entryOf: (one: Reckoned) => string | null,
): Promise<unknown> =>
  penalties.insert(
    work.tx,
    reckoned.map((one) => ({
      id: newId(work.now),
      companyId,
      accountId: one.receipt.accountId,
      receiptId: one.receipt.id,
      until,
      amount: String(one.change),
      segments: plainSegments(one.segments),
      entryId: entryOf(one),
      createdBy: work.actor.kind === "person" ? work.actor.personId : null,
      createdAt: work.now,
    })),
  );

const post = async (
  work: Work,
  order: PenaltiesToCharge,
  changed: readonly Reckoned[],
): Promise<Outcome<null, "month-closed">> => {
  const { companyId, date, because } = order;
  const earlier = await differencesOf(
    work.tx,
    changed.map(({ receipt }) => receipt.id),
  );
  // Each difference has a key of its own: a job that is done again may find another sum than it found before.
  const causeOf = (receiptId: string): string => `${because}:${earlier.get(receiptId) ?? 0}`;
  const keyOf = ({ receipt: { id } }: Reckoned): string => `penalty:${id}:${causeOf(id)}`;
  const over = changed.flatMap(({ receipt: { id, accountId, lateFeePaid }, sum }) =>
    lateFeePaid > sum ? [{ receiptId: id, accountId, amount: lateFeePaid - sum, because: causeOf(id) }] : [],
  );
  const lessened = await lessenWriteOffs(work, over, { companyId, date });
  if (!lessened.ok) return lessened;
  /** What was paid of a penalty that is no more. */
  const backOf = ({ receipt: { id, lateFeePaid }, sum }: Reckoned): bigint =>
    lateFeePaid > sum ? lateFeePaid - sum - (lessened.value.get(id) ?? 0n) : 0n;
  const drafts = changed.map((one): EntryDraft => {
    const { receipt, change } = one;
    const back = backOf(one);
    return {
      key: keyOf(one),
      kind: "penalty",
      date,
      lines: [
        ...lineOf(ledgerAccount("penalties", receipt.accountId), change + back),
        ...lineOf(ledgerAccount("advances", receipt.accountId), -back),
        ...lineOf(ledgerAccount("penalty-income", companyId), -change),
      ],
    };
  });
  const posted = await postEntries(work, companyId, drafts);
  if (!posted.ok) return posted;
  const entryOf = (one: Reckoned): string => posted.value.get(keyOf(one))?.entryId ?? "";
  await keep(work, order, changed, entryOf);
  // It goes back to the payer's advance.
  await writeAllocations(
    work,
    changed
      .filter((one) => backOf(one) > 0n)
      .map((one) => ({
        companyId,
        accountId: one.receipt.accountId,
        paymentId: null,
        receiptId: one.receipt.id,
        month: "",
        target: "penalty" as const,
        amount: -backOf(one),
        date,
        entryId: entryOf(one),
      })),
  );
  return done(null);
};

/** How many differences were charged for each receipt before. */
const differencesOf = async (tx: Tx, receiptIds: readonly string[]): Promise<Map<string, number>> => {
  if (receiptIds.length === 0) return new Map();
  const rows = await rowsOf<{ receiptId: string; count: number | bigint }>(
    tx,
    sql`SELECT "receiptId", COUNT(*) AS "count" FROM "Penalty"
      WHERE "receiptId" IN ${listParameter(tx, receiptIds)} GROUP BY "receiptId"`,
  );
  return new Map(rows.map(({ receiptId, count }) => [receiptId, Number(count)]));
};

const update = overRows(
  { id: "text", lateFee: "bigint", final: "bigint" },
  (rows) => `
  UPDATE "Receipt" AS r SET "lateFee" = s."lateFee", "lateCheck" = (s."final" = 0 AND r."charged" = r."paid"),
    "settled" = (r."charged" = r."paid" AND s."lateFee" = r."lateFeePaid" AND s."final" = 1)
  FROM ${rows} WHERE r."id" = s."id"`,
);

const updateReceipts = async ({ tx }: Work, reckoned: readonly Reckoned[]): Promise<void> => {
  const rows = reckoned.map(({ receipt, sum, final }) => ({
    id: receipt.id,
    lateFee: String(sum),
    final: final ? "1" : "0",
  }));
  await update(tx, rows);
};
