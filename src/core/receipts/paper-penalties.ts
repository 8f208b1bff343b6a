import type { Db } from "../../database/types.ts";
import { addDays, type Day, firstDay, lastDay, later } from "../billing/calendar.ts";
import { type Fraction, fraction, rounded, sumOf } from "../billing/money/fraction.ts";
import type { PauseReason } from "../billing/penalties/penalty-of.ts";
import type { KeptSegment } from "../billing/penalties/plain-segments.ts";

/** Days with the same debt and rate. */
export interface PenaltyDays extends Omit<KeptSegment, "balance" | "exact" | "paused"> {
  /** Minor units. */
  balance: bigint;
  cost: bigint;
}

/** Days that would have cost something, had nothing paused them. */
export interface PausedDays {
  from: Day;
  to: Day;
  reason: PauseReason;
}

/** What a late receipt has cost by a later one: the whole until then, and what of it the later one charges. */
export interface PaperPenalty {
  /** Of the late receipt. */
  month: string;
  charged: bigint;
  whole: bigint;
  days: PenaltyDays[];
  paused: PausedDays[];
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
            days: kept.flatMap(({ balance, exact, paused, ...segment }) =>
              paused ? [] : [{ ...segment, balance: BigInt(balance), cost: rounded(exactOf(exact)) }],
            ),
            paused: pausedDays(kept),
          };
        })
        .sort((a, b) => (a.month < b.month ? -1 : 1)),
    ]),
  );
};

/** Each pause in one piece, whatever else changed while it lasted. */
const pausedDays = (segments: readonly KeptSegment[]): PausedDays[] =>
  joinedDays(segments.flatMap(({ from, to, paused }) => (paused ? [{ from, to, reason: paused }] : [])));

const joinedDays = (days: readonly PausedDays[]): PausedDays[] => {
  const spans: PausedDays[] = [];
  for (const { from, to, reason } of [...days].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = spans.at(-1);
    if (last?.reason === reason && from <= addDays(last.to, 1)) last.to = later(last.to, to);
    else spans.push({ from, to, reason });
  }
  return spans;
};

/** The days of a receipt's month on which a plan stopped penalties; none where something is charged in spite of it. */
export const stoppedDays = (
  { month, penalty }: { month: string; penalty: bigint },
  penalties: readonly PaperPenalty[],
): PausedDays[] =>
  penalty === 0n
    ? joinedDays(
        penalties
          .flatMap(({ paused }) => paused)
          .filter(({ reason, to }) => reason === "plan" && to >= firstDay(month))
          .map(({ from, ...days }) => ({ ...days, from: later(from, firstDay(month)) })),
      )
    : [];

/** The column Penalty.segments, however the database gave it back. */
const segmentsIn = (segments: unknown): KeptSegment[] =>
  (typeof segments === "string" ? JSON.parse(segments) : segments) as KeptSegment[];

const exactOf = (exact: string): Fraction => {
  const [numerator = "0", denominator = "1"] = exact.split("/");
  return fraction(BigInt(numerator), BigInt(denominator));
};
