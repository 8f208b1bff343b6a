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

/** Whether the shares of one unit are at most the whole. */
export const withinWhole = (shares: readonly Share[]): boolean => {
  let numerator = 0n;
  let denominator = 1n;
  for (const part of shares) {
    numerator = numerator * BigInt(part.denominator) + BigInt(part.numerator) * denominator;
    denominator *= BigInt(part.denominator);
    const divisor = gcd(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
  }
  return numerator <= denominator;
};

const share = (numerator: bigint, denominator: bigint): Share | undefined => {
  if (numerator <= 0n || denominator <= 0n || numerator > denominator) return undefined;
  const divisor = gcd(numerator, denominator);
  const [top, bottom] = [numerator / divisor, denominator / divisor];
  return bottom <= largestTerm ? { numerator: Number(top), denominator: Number(bottom) } : undefined;
};

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
