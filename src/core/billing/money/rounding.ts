/** Half away from zero is what receipts use; no law prescribes it, so each policy pack says it. */
export type Rounding = "half-up" | "half-even";

/** The whole number next to numerator / denominator (> 0). */
export const divideRounded = (
  numerator: bigint,
  denominator: bigint,
  rounding: Rounding = "half-up",
): bigint => {
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const whole = size / denominator;
  const twice = 2n * (size % denominator);
  const up = twice > denominator || (twice === denominator && (rounding === "half-up" || whole % 2n === 1n));
  const rounded = up ? whole + 1n : whole;
  return negative ? -rounded : rounded;
};
