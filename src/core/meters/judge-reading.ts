/** What a reading is compared with, in thousandths. */
export interface Surroundings {
  /** The reading before and the one after it in time, if there are. */
  previous: bigint | null;
  next: bigint | null;
  /** Months since the one before; at least 1. */
  months: number;
  /** What a usual month uses; null while too little is known. */
  usual: bigint | null;
  /** Before that is known, a month of more than so much is asked about. */
  much: bigint;
  capacity: bigint;
}

export type Verdict =
  | { verdict: "fine"; used: bigint | null; turned: boolean }
  /** So many times the usual: right only if its giver says so. */
  | { verdict: "unusual"; used: bigint; times: number; turned: boolean }
  /** Less than before: mistyped, or the counter turned over, when `turnedUse` is not null. */
  | { verdict: "less"; turnedUse: bigint | null }
  /** More than a later month has. */
  | { verdict: "more-than-next" };

/** So many times the usual use are asked about. */
const unusualTimes = 5n;
/** A counter turns over when it stood in its last tenth. */
const lastTenth = 10n;

/** Whether a reading goes up as readings do, and by as much as usual. */
export const judgeReading = (value: bigint, around: Surroundings): Verdict => {
  const { previous, next, capacity } = around;
  if (next !== null && value > next && !mayTurn(value, next, capacity)) return { verdict: "more-than-next" };
  if (previous === null) return { verdict: "fine", used: null, turned: false };
  if (value >= previous) return judgeUse(value - previous, around, false);
  const turnedUse = mayTurn(previous, value, capacity) ? capacity - previous + value : null;
  return { verdict: "less", turnedUse };
};

/** The same once its giver said that the counter turned over. */
export const judgeTurned = (value: bigint, around: Surroundings): Verdict => {
  const { previous, capacity } = around;
  if (previous === null || value >= previous || !mayTurn(previous, value, capacity))
    return judgeReading(value, around);
  return judgeUse(capacity - previous + value, around, true);
};

const mayTurn = (before: bigint, after: bigint, capacity: bigint): boolean =>
  before >= capacity - capacity / lastTenth && after <= capacity / lastTenth;

const judgeUse = (used: bigint, { usual, months, much }: Surroundings, turned: boolean): Verdict => {
  const expected = usual === null ? null : usual * BigInt(months);
  if (expected === null || expected === 0n)
    return used > much * BigInt(months)
      ? { verdict: "unusual", used, times: 0, turned }
      : { verdict: "fine", used, turned };
  return used > expected * unusualTimes
    ? { verdict: "unusual", used, times: Number((used + expected / 2n) / expected), turned }
    : { verdict: "fine", used, turned };
};
