import { listParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import type { Day } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import type { EntryDraft } from "../ledger/entry-draft.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { lessenedKey } from "../payments/lessened-key.ts";
import { writeAllocations } from "../payments/write-allocations.ts";

/** A receipt of which more penalty was settled than it turned out to cost. */
export interface Oversettled {
  receiptId: string;
  accountId: string;
  /** Minor units, more than zero. */
  amount: bigint;
  /** What this is done for: part of the entries' keys. */
  because: string;
}

export interface ToLessen {
  companyId: string;
  /** The entries' date. */
  date: Day;
}

interface Standing {
  writeOffId: string;
  receiptId: string;
  buildingId: string;
  month: string;
  amount: bigint | number;
}

/** What of the receipts' penalties is given up, the newest first. */
const standingOf = (work: Work, receiptIds: readonly string[]): Promise<Standing[]> =>
  rowsOf<Standing>(
    work.tx,
    sql`SELECT w."writeOffId", w."receiptId", w."buildingId", w."month", CAST(SUM(w."amount") AS BIGINT) AS "amount"
      FROM "WrittenOff" AS w JOIN "WriteOff" AS o ON o."id" = w."writeOffId"
      WHERE w."receiptId" IN ${listParameter(work.tx, receiptIds)} AND w."target" = 'penalty' AND o."reversedAt" IS NULL
      GROUP BY w."writeOffId", w."receiptId", w."buildingId", w."month", o."createdAt" HAVING SUM(w."amount") > 0
      ORDER BY o."createdAt" DESC, w."writeOffId" DESC`,
  );

/**
 * A penalty that was given up and is no more was never owed: the write-off becomes smaller by it, since it would else be
 * an advance that nobody paid. Resolves to what of each receipt's sum was given up; the rest was paid.
 */
export const lessenWriteOffs = async (
  work: Work,
  over: readonly Oversettled[],
  { companyId, date }: ToLessen,
): Promise<Outcome<Map<string, bigint>, "month-closed">> => {
  const lessened = new Map<string, bigint>();
  if (over.length === 0) return done(lessened);
  const { tx, now } = work;
  const byReceipt = new Map(over.map((one) => [one.receiptId, one]));
  const parts = (await standingOf(work, [...byReceipt.keys()])).flatMap((row) => {
    const receipt = byReceipt.get(row.receiptId);
    if (!receipt) return [];
    const before = lessened.get(row.receiptId) ?? 0n;
    const [given, left] = [BigInt(row.amount), receipt.amount - before];
    const amount = given < left ? given : left;
    if (amount === 0n) return [];
    lessened.set(row.receiptId, before + amount);
    return [{ ...row, accountId: receipt.accountId, amount, key: lessenedKey(row, receipt.because) }];
  });
  const posted = await postEntries(
    work,
    companyId,
    parts.map(
      ({ key, accountId, amount }): EntryDraft => ({
        key,
        kind: "write-off",
        date,
        reason: "penalty-lessened",
        lines: [
          { account: ledgerAccount("penalties", accountId), debit: amount },
          { account: ledgerAccount("write-offs", companyId), credit: amount },
        ],
      }),
    ),
  );
  if (!posted.ok) return posted;
  await writeAllocations(
    work,
    parts.map(({ key, accountId, receiptId, month, amount }) => ({
      companyId,
      accountId,
      paymentId: null,
      receiptId,
      month,
      target: "penalty" as const,
      amount: -amount,
      date,
      entryId: posted.value.get(key)?.entryId ?? "",
    })),
  );
  for (const { writeOffId, accountId, buildingId, receiptId, month, amount } of parts) {
    await tx.writtenOff.create({
      data: {
        companyId,
        buildingId,
        accountId,
        receiptId,
        month,
        target: "penalty",
        amount: -amount,
        writeOffId,
        createdAt: now,
      },
    });
    await tx.writeOff.update({ where: { id: writeOffId }, data: { amount: { decrement: amount } } });
  }
  return done(lessened);
};
