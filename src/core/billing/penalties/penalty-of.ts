import { addDays, type Day, daysBetween, daysIn } from "../calendar.ts";
import { type Fraction, fraction, rounded, sumOf } from "../money/fraction.ts";
import type { PenaltyRule } from "../policy/pack.ts";
import { cutDays } from "./cut-days.ts";

/** A debt that is or was late. */
export interface LateDebt {
  due: Day;
  /** Minor units. */
  principal: bigint;
  /** What was paid of it; a payment's day still counts. */
  paid: readonly { date: Day; amount: bigint }[];
}

export interface PenaltyTerms {
  /** Oldest first. */
  rules: readonly PenaltyRule[];
  /** Hundredths of a percent a year of a central bank on a day. */
  rateOn(reference: string, day: Day): number;
  /** Days on which that rate changes. */
  rateChanges(reference: string): readonly Day[];
  /** Days that cost nothing, as while an instalment plan is kept. */
  pauses: readonly Pause[];
}

/** Why days cost nothing: an instalment plan was kept, or an opening balance brought their penalty along. */
export type PauseReason = "plan" | "opening";

export interface Pause {
  from: Day;
  to: Day;
  reason: PauseReason;
}

/** Days with the same debt and rate. */
export interface PenaltySegment {
  from: Day;
  to: Day;
  /** Days overdue. */
  fromDay: number;
  toDay: number;
  days: number;
  /** Minor units. */
  balance: bigint;
  /** Hundredths of a percent; a year's, or of the debt once where there is no divisor. */
  rate: number;
  /** A day costs the rate / divisor; null: a charge that is made once. */
  divisor: number | null;
  /** Minor units. */
  exact: Fraction;
  /** Why days that would have cost something cost nothing. */
  paused?: PauseReason;
}

/**
 * What lateness costs on the days from `from` (the first overdue one, if not given) to `until`: simple, never on
 * penalties. Where the rate of the payment's day counts, unpaid money has that of `asOf` (of `until`, if not given). The
 * segments of two spans that touch, as of one day, come to exactly what those of both together do.
 */
export const penaltySegments = (
  debt: LateDebt,
  terms: PenaltyTerms,
  { from, until, asOf = until }: { from?: Day; until: Day; asOf?: Day },
): PenaltySegment[] => {
  const first = addDays(debt.due, 1);
  const start = from && from > first ? from : first;
  if (until < start) return [];
  const chunks = chunksOf(debt, asOf);
  const days = cutDays(debt, terms, { from: start, until });
  return days.flatMap((day, at) => {
    const next = days[at + 1];
    const to = next ? addDays(next, -1) : until;
    const rule = terms.rules.findLast((known) => known.from <= day);
    if (!rule) return [];
    const span = { from: day, to, due: debt.due };
    const segments = [...chargedOnce(chunks, rule, span), ...stepSegments(chunks, rule, terms, span)];
    const pause = terms.pauses.find((known) => known.from <= day && day <= known.to);
    return pause
      ? segments.map((segment) => ({ ...segment, exact: fraction(0n), paused: pause.reason }))
      : segments;
  });
};

/** Their sum, rounded once. */
export const penaltySum = (segments: readonly PenaltySegment[]): bigint =>
  rounded(sumOf(segments.map(({ exact }) => exact)));

/** Money that was paid on one day, or not by the day of reckoning. */
interface Chunk {
  amount: bigint;
  /** The last day on which it was owed. */
  until: Day;
  /** Whose rate counts. */
  rateDay: Day;
}

const never: Day = "9999-12-31";

const chunksOf = ({ principal, paid }: LateDebt, asOf: Day): Chunk[] => {
  let left = principal;
  const chunks: Chunk[] = [];
  for (const { date, amount } of [...paid].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const part = amount < left ? amount : left;
    left -= part;
    chunks.push({ amount: part, until: date, rateDay: date });
  }
  return left > 0n ? [...chunks, { amount: left, until: never, rateDay: asOf }] : chunks;
};

interface Span {
  from: Day;
  to: Day;
  due: Day;
}

const stepSegments = (
  chunks: readonly Chunk[],
  rule: PenaltyRule,
  terms: PenaltyTerms,
  { from, to, due }: Span,
): PenaltySegment[] => {
  const fromDay = daysBetween(due, from);
  const step = rule.steps.find(
    (known) => known.fromDay <= fromDay && (known.toDay === null || fromDay <= known.toDay),
  );
  if (!step) return [];
  const balances = new Map<number, bigint>();
  for (const chunk of chunks) {
    if (chunk.until < from) continue;
    const rate = rateFor(rule, terms, rule.rate.of === "payment" ? chunk.rateDay : from, from);
    balances.set(rate, (balances.get(rate) ?? 0n) + chunk.amount);
  }
  const days = daysIn(from, to);
  return [...balances].flatMap(([rate, balance]) => {
    if (balance === 0n || rate === 0) return [];
    const exact = fraction(balance * BigInt(rate) * BigInt(days), 10_000n * BigInt(step.divisor));
    return [
      { from, to, fromDay, toDay: daysBetween(due, to), days, balance, rate, divisor: step.divisor, exact },
    ];
  });
};

const rateFor = ({ rate }: PenaltyRule, terms: PenaltyTerms, rateDay: Day, day: Day): number => {
  const yearly = (rate.reference === null ? 0 : terms.rateOn(rate.reference, rateDay)) + rate.plus;
  return rate.cap && day <= rate.cap.through ? Math.min(rate.cap.rate, yearly) : Math.max(0, yearly);
};

/** The late charge of the rules that have one, on the day after its last day of grace. */
const chargedOnce = (
  chunks: readonly Chunk[],
  { lateCharge }: PenaltyRule,
  { from, to, due }: Span,
): PenaltySegment[] => {
  if (!lateCharge) return [];
  const { afterDay, rate, least } = lateCharge;
  const day = addDays(due, afterDay + 1);
  if (day < from || day > to) return [];
  const balance = chunks.filter(({ until }) => until >= day).reduce((sum, { amount }) => sum + amount, 0n);
  if (balance === 0n) return [];
  const part = fraction(balance * BigInt(rate), 10_000n);
  const exact = part.numerator < least * part.denominator ? fraction(least) : part;
  const at = afterDay + 1;
  return [{ from: day, to: day, fromDay: at, toDay: at, days: 1, balance, rate, divisor: null, exact }];
};
