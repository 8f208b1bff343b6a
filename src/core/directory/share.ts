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
  const fraction = /^(\d{1,9})\/(\d{1,9})$/.exec(compact);
  if (fraction) return share(BigInt(fraction[1] ?? 0), BigInt(fraction[2] ?? 0));
  const decimal = /^(\d{1,3})(?:\.(\d{1,7}))?(%?)$/.exec(compact);
  if (!decimal) return undefined;
  const [, whole = "", part = "", percent] = decimal;
  return share(BigInt(whole + part), 10n ** BigInt(part.length) * (percent ? 100n : 1n));
};

/** A sum of shares in lowest terms; it may be more than the whole, and its terms outgrow a share's. */
export interface ShareSum {
  numerator: bigint;
  denominator: bigint;
}

export const sumOfShares = (shares: readonly Share[]): ShareSum => {
  let numerator = 0n;
  let denominator = 1n;
  for (const part of shares) {
    numerator = numerator * BigInt(part.denominator) + BigInt(part.numerator) * denominator;
    denominator *= BigInt(part.denominator);
    const divisor = gcd(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
  }
  return { numerator, denominator };
};

export const exceedsWhole = ({ numerator, denominator }: ShareSum): boolean => numerator > denominator;

/** Whether the shares of one unit are at most the whole. */
export const withinWhole = (shares: readonly Share[]): boolean => !exceedsWhole(sumOfShares(shares));

/** A share that somebody holds for some time; `to` is the first moment when it is not held any more. */
export interface HeldShare extends Share {
  from: Date;
  to: Date | null;
}

/** The largest sum that the shares reach at any moment from now on: a buyer's begins when the seller's ends. */
export const largestSum = (held: readonly HeldShare[], now: Date): ShareSum => {
  const moments = [now, ...held.map(({ from }) => from).filter((from) => from > now)];
  return moments
    .map((at) => sumOfShares(held.filter(({ from, to }) => from <= at && (to === null || to > at))))
    .reduce((largest, sum) => (isGreater(sum, largest) ? sum : largest));
};

const isGreater = (a: ShareSum, b: ShareSum): boolean =>
  a.numerator * b.denominator > b.numerator * a.denominator;

/** "5/4", or "1". */
export const sumText = ({ numerator, denominator }: ShareSum): string =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;

const share = (numerator: bigint, denominator: bigint): Share | undefined => {
  if (numerator <= 0n || denominator <= 0n || numerator > denominator) return undefined;
  const divisor = gcd(numerator, denominator);
  const [top, bottom] = [numerator / divisor, denominator / divisor];
  return bottom <= largestTerm ? { numerator: Number(top), denominator: Number(bottom) } : undefined;
};

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
