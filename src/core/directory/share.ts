import { add, compare, type Fraction, fraction } from "../fraction.ts";

/** A part of a unit, as an exact fraction in lowest terms. */
export interface Share {
  numerator: number;
  denominator: number;
}

/** Larger terms do not fit the database's integers. */
const largestTerm = 2_147_483_647n;

/** "1/2", "50%", "33,3 %", "0.25" or "1"; undefined when it is no share or not within 0 and 1. */
export const parseShare = (text: string): Share | undefined => {
  const compact = text.replace(/\s/g, "").replace(",", ".");
  const parts = /^(\d{1,9})\/(\d{1,9})$/.exec(compact);
  if (parts) return share(BigInt(parts[1] ?? 0), BigInt(parts[2] ?? 0));
  const decimal = /^(\d{1,3})(?:\.(\d{1,7}))?(%?)$/.exec(compact);
  if (!decimal) return undefined;
  const [, whole = "", part = "", percent] = decimal;
  return share(BigInt(whole + part), 10n ** BigInt(part.length) * (percent ? 100n : 1n));
};

/** It may be more than the whole, and its terms outgrow a share's. */
export const sumOfShares = (shares: readonly Share[]): Fraction =>
  shares.map(({ numerator, denominator }) => fraction(numerator, denominator)).reduce(add, fraction(0));

export const exceedsWhole = ({ numerator, denominator }: Fraction): boolean => numerator > denominator;

/** Whether the shares of one unit are at most the whole. */
export const withinWhole = (shares: readonly Share[]): boolean => !exceedsWhole(sumOfShares(shares));

/** A share that somebody holds for some time; `to` is the first moment when it is not held any more. */
export interface HeldShare extends Share {
  from: Date;
  to: Date | null;
}

/** The largest sum that the shares reach at any moment from now on: a buyer's begins when the seller's ends. */
export const largestSum = (held: readonly HeldShare[], now: Date): Fraction => {
  const moments = [now, ...held.map(({ from }) => from).filter((from) => from > now)];
  return moments
    .map((at) => sumOfShares(held.filter(({ from, to }) => from <= at && (to === null || to > at))))
    .reduce((largest, sum) => (compare(sum, largest) > 0 ? sum : largest));
};

const share = (numerator: bigint, denominator: bigint): Share | undefined => {
  if (numerator <= 0n || denominator <= 0n || numerator > denominator) return undefined;
  const lowest = fraction(numerator, denominator);
  return lowest.denominator <= largestTerm
    ? { numerator: Number(lowest.numerator), denominator: Number(lowest.denominator) }
    : undefined;
};
