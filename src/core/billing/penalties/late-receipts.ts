import type { Db } from "../../../database/db.ts";
import { amongParameter, listParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { Day, Month } from "../calendar.ts";
import { type ChargeLine, linesFromJson } from "../charge-line.ts";
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
  /** What of it had to be paid, as recalculations know it: for what was charged too much nobody was late. */
  owed: bigint;
  lateFee: bigint;
  lateFeePaid: bigint;
  paid: readonly { date: Day; amount: bigint }[];
  /** The part of `owed` for capital repairs, where that has rules of its own. */
  capital: bigint;
}

interface Row {
  id: string;
  accountId: string;
  /** Null: an opening balance's, which nobody charges anew. */
  number: number | null;
  month: Month;
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
    sql`SELECT "id", "accountId", "number", "month", "due", "charged", "lateFee", "lateFeePaid" FROM "Receipt"
     WHERE "settled" = false AND "charged" > 0 AND "due" < ${until}
       AND "accountId" ${amongParameter(db, accountIds)} ORDER BY "month", "id"`,
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const payments = await paidOf(db, ids);
  const capitalOf = capital.size === 0 ? new Map<string, bigint>() : await capitalParts(db, ids, capital);
  const chargedAnew = await differencesOf(
    db,
    rows.filter(({ number }) => number !== null),
    capital,
  );
  return rows.map(({ number: _, month: __, ...row }) => {
    const charged = BigInt(row.charged);
    const changed = chargedAnew.get(row.id) ?? { all: 0n, capital: 0n };
    // What was charged too little was not billed until later, and is late by that later bill.
    const less = (sum: bigint, by: bigint): bigint => (by < 0n ? (sum + by > 0n ? sum + by : 0n) : sum);
    return {
      ...row,
      charged,
      owed: less(charged, changed.all),
      lateFee: BigInt(row.lateFee),
      lateFeePaid: BigInt(row.lateFeePaid),
      paid: payments.get(row.id) ?? [],
      capital: less(capitalOf.get(row.id) ?? 0n, changed.capital),
    };
  });
};

interface Difference {
  all: bigint;
  capital: bigint;
}

/** By receipt: what recalculations of its month came to. */
const differencesOf = async (
  db: Db,
  receipts: readonly Row[],
  capital: ReadonlySet<string>,
): Promise<Map<string, Difference>> => {
  const found = await rowsOf<{ accountId: string; month: Month; amount: bigint; lines: unknown }>(
    db,
    sql`SELECT "accountId", "month", "amount", "lines" FROM "Recalculation"
      WHERE "accountId" IN ${listParameter(db, [...new Set(receipts.map(({ accountId }) => accountId))])}`,
  );
  const byPlace = new Map<string, Difference>();
  for (const { accountId, month, amount, lines } of found) {
    const place = `${accountId} ${month}`;
    const before = byPlace.get(place) ?? { all: 0n, capital: 0n };
    const ofCapital = capital.size === 0 ? 0n : capitalIn(linesFromJson(lines), capital);
    byPlace.set(place, { all: before.all + BigInt(amount), capital: before.capital + ofCapital });
  }
  return new Map(
    receipts.flatMap(({ id, accountId, month }) => {
      const known = byPlace.get(`${accountId} ${month}`);
      return known ? [[id, known] as const] : [];
    }),
  );
};

const capitalIn = (lines: readonly ChargeLine[], capital: ReadonlySet<string>): bigint =>
  lines.filter(({ serviceId }) => capital.has(serviceId)).reduce((sum, { amount }) => sum + amount, 0n);

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
  return new Map([...linesOf].map(([receiptId, lines]) => [receiptId, capitalIn(lines, capital)]));
};

/** What a receipt's lateness costs until a day: capital repairs by their own rules, in proportion to the lines. */
export const segmentsOf = (
  receipt: LateReceipt,
  terms: { default: PenaltyTerms; capital: PenaltyTerms },
  until: Day,
): PenaltySegment[] => {
  const { capital, owed } = receipt;
  if (capital <= 0n || capital > owed) return penaltySegments(receiptDebt(receipt), terms.default, { until });
  const weights = [owed - capital, capital];
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

const receiptDebt = ({ due, owed, paid }: LateReceipt): LateDebt => ({ due, principal: owed, paid });
