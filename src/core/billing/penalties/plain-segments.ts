import type { PenaltySegment } from "./penalty-of.ts";

/** A segment as it is kept and told. */
export interface KeptSegment extends Omit<PenaltySegment, "exact" | "balance"> {
  balance: string;
  /** numerator/denominator, minor units */
  exact: string;
}

/** For the column Penalty.segments. */
export const plainSegments = (segments: readonly PenaltySegment[]): KeptSegment[] =>
  segments.map(({ balance, exact, ...segment }) => ({
    ...segment,
    balance: String(balance),
    exact: `${exact.numerator}/${exact.denominator}`,
  }));
