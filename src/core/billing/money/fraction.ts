import { divideRounded, type Rounding } from "./rounding.ts";

/** An exact number: numerator / denominator, the latter > 0. */
export interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

export const fraction = (numerator: bigint, denominator = 1n): Fraction => ({ numerator, denominator });

/** Exact; in lowest terms, so that long sums stay small. */
export const sumOf = (fractions: readonly Fraction[]): Fraction =>
  fractions.reduce(
    (sum, { numerator, denominator }) =>
      lowest(sum.numerator * denominator + numerator * sum.denominator, sum.denominator * denominator),
    fraction(0n),
  );

export const rounded = ({ numerator, denominator }: Fraction, rounding?: Rounding): bigint =>
  divideRounded(numerator, denominator, rounding);

const lowest = (numerator: bigint, denominator: bigint): Fraction => {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
};

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
};
