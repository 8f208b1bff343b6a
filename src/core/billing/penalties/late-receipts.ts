import type { Db } from "../../../database/db.ts";
import { listParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { Day } from "../calendar.ts";
import { apportion } from "../money/apportion.ts";
import { linesOfReceipts } from "../receipt-lines.ts";
import type { LateDebt, PenaltyTerms } from "./penalty-of.ts";
import { type PenaltySegment, penaltySegments } from "./penalty-of.ts";

/** A receipt that was not paid in time, as the penalty needs it. */
export interface LateReceipt {
  id: string;
  accountId: string;
  due: Day;
  charged: bigint;
  lateFee: bigint;
  lateFeePaid: bigint;
  paid: readonly { date: Day; amount: bigint }[];
  /** The part of `charged` for capital repairs, where that has rules of its own. */
  capital: bigint;
}

interface Row {
  id: string;
  accountId: string;
  due: string;
  charged: bigint;
  lateFee: bigint;
  lateFeePaid: bigint;
}

/** Receipts of the accounts whose penalty may have changed: due before `until`, and not settled. */
export const lateReceipts = async (
  db: Db,
  { accountIds, until, capital }: { accountIds: readonly string[]; until: Day; capital: ReadonlySet<string> },
): Promise<LateReceipt[]> => {
  const rows = await rowsOf<Row>(
    db,
    sql`SELECT "id", "accountId", "due", "charged", "lateFee", "lateFeePaid" FROM "Receipt"
     WHERE "settled" = false AND "charged" > 0 AND "due" < ${until}
       AND "accountId" IN ${listParameter(db, accountIds)} ORDER BY "month", "id"`,
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const payments = await paidOf(db, ids);
  const capitalOf = capital.size === 0 ? new Map<string, bigint>() : await capitalParts(db, ids, capital);
  return rows.map((row) => ({
    ...row,
    charged: BigInt(row.charged),
    lateFee: BigInt(row.lateFee),
    lateFeePaid: BigInt(row.lateFeePaid),
    paid: payments.get(row.id) ?? [],
    capital: capitalOf.get(row.id) ?? 0n,
  }));
};

const paidOf = async (
  db: Db,
  receiptIds: readonly string[],
): Promise<Map<string, { date: Day; amount: bigint }[]>> => {
  const rows = await db.allocation.findMany({
    where: { receiptId: { in: [...receiptIds] }, target: "principal", undoneBy: null },
    select: { receiptId: true, date: true, amount: true },
    orderBy: [{ date: "asc" }, { id: "asc" }],
  });
  const byReceipt = new Map<string, { date: Day; amount: bigint }[]>();
  for (const { receiptId, date, amount } of rows)
    byReceipt.set(receiptId, [...(byReceipt.get(receiptId) ?? []), { date, amount }]);
  return byReceipt;
};

const capitalParts = async (
  db: Db,
  receiptIds: readonly string[],
  capital: ReadonlySet<string>,
): Promise<Map<string, bigint>> => {
  const linesOf = await linesOfReceipts(db, receiptIds);
  return new Map(
    [...linesOf].map(([receiptId, lines]) => [
      receiptId,
      lines.filter(({ serviceId }) => capital.has(serviceId)).reduce((sum, { amount }) => sum + amount, 0n),
    ]),
  );
};

/** What a receipt's lateness costs until a day: capital repairs by their own rules, in proportion to the lines. */
export const segmentsOf = (
  receipt: LateReceipt,
  terms: { default: PenaltyTerms; capital: PenaltyTerms },
  until: Day,
): PenaltySegment[] => {
  const { capital, charged } = receipt;
  if (capital <= 0n || capital > charged)
    return penaltySegments(receiptDebt(receipt), terms.default, { until });
  const weights = [charged - capital, capital];
  let before = [0n, 0n];
  let all = 0n;
  const parts = receipt.paid.map(({ date, amount }) => {
    all += amount;
    const now = apportion(all, weights);
    const part = now.map((sum, at) => ({ date, amount: sum - (before[at] ?? 0n) }));
    before = now;
    return part;
  });
  return weights.flatMap((principal, at) =>
    penaltySegments(
      { due: receipt.due, principal, paid: parts.flatMap((part) => part[at] ?? []) },
      at === 0 ? terms.default : terms.capital,
      { until },
    ),
  );
};

const receiptDebt = ({ due, charged, paid }: LateReceipt): LateDebt => ({ due, principal: charged, paid });
