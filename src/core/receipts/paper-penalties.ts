import type { Db } from "../../database/types.ts";
import { lastDay } from "../billing/calendar.ts";
import { type Fraction, fraction, rounded, sumOf } from "../billing/money/fraction.ts";
import type { KeptSegment } from "../billing/penalties/plain-segments.ts";

/** Days with the same debt and rate. */
export interface PenaltyDays extends Omit<KeptSegment, "balance" | "exact"> {
  /** Minor units. */
  balance: bigint;
  cost: bigint;
}

/** What a late receipt has cost by a later one: the whole until then, and what of it the later one charges. */
export interface PaperPenalty {
  /** Of the late receipt. */
  month: string;
  charged: bigint;
  whole: bigint;
  days: PenaltyDays[];
}

type Charged = { id: string; accountId: string; month: string };

/** The penalties that receipts have charged, by the receipt that charges them; oldest debts first. */
export const paperPenalties = async (
  db: Db,
  receipts: readonly Charged[],
): Promise<Map<string, PaperPenalty[]>> => {
  const rows = await db.penalty.findMany({
    where: {
      accountId: { in: receipts.map(({ accountId }) => accountId) },
      until: { in: [...new Set(receipts.map(({ month }) => lastDay(month)))] },
    },
    orderBy: { id: "asc" },
  });
  if (rows.length === 0) return new Map();
  const late = await db.receipt.findMany({
    where: { id: { in: rows.map(({ receiptId }) => receiptId) } },
    select: { id: true, month: true },
  });
  const monthOf = new Map(late.map(({ id, month }) => [id, month]));
  return new Map(
    receipts.map(({ id, accountId, month }) => [
      id,
      rows
        .filter((row) => row.accountId === accountId && row.until === lastDay(month))
        .map(({ receiptId, amount, segments }) => {
          const kept = segmentsIn(segments);
          return {
            month: monthOf.get(receiptId) ?? month,
            charged: amount,
            whole: rounded(sumOf(kept.map(({ exact }) => exactOf(exact)))),
            days: kept.map(({ balance, exact, ...segment }) => ({
              ...segment,
              balance: BigInt(balance),
              cost: rounded(exactOf(exact)),
            })),
          };
        })
        .sort((a, b) => (a.month < b.month ? -1 : 1)),
    ]),
  );
};

/** The column Penalty.segments, however the database gave it back. */
const segmentsIn = (segments: unknown): KeptSegment[] =>
  (typeof segments === "string" ? JSON.parse(segments) : segments) as KeptSegment[];

const exactOf = (exact: string): Fraction => {
  const [numerator = "0", denominator = "1"] = exact.split("/");
  return fraction(BigInt(numerator), BigInt(denominator));
};
