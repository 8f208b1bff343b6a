import { add, type Fraction } from "../../fraction.ts";
import { divideRounded, type Rounding } from "./rounding.ts";

export type { Fraction };

/** The terms as they are given, so that a bill names days and rates rather than what they shorten to. */
export const fraction = (numerator: bigint, denominator = 1n): Fraction => ({ numerator, denominator });

/** Exact; in lowest terms, so that long sums stay small. */
export const sumOf = (fractions: readonly Fraction[]): Fraction => fractions.reduce(add, fraction(0n));

export const rounded = ({ numerator, denominator }: Fraction, rounding?: Rounding): bigint =>
  divideRounded(numerator, denominator, rounding);
