/** An exact number; the denominator is positive. Votes, shares and money are never counted in floating point. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** In lowest terms. Throws on a denominator of zero. */
export const fraction = (numerator: bigint | number, denominator: bigint | number = 1n): Fraction => {
  const [above, below] = [BigInt(numerator), BigInt(denominator)];
  if (below === 0n) throw new Error("a fraction with the denominator 0");
  const sign = below < 0n ? -1n : 1n;
  const divisor = gcd(above < 0n ? -above : above, below * sign) * sign;
  return { numerator: above / divisor, denominator: below / divisor };
};

/** "1/2", "100/3", "52.40" or "7"; undefined when it is no number. */
export const parseFraction = (text: string): Fraction | undefined => {
  const match = /^\s*(-?\d+)(?:\.(\d+))?(?:\s*\/\s*(\d+))?\s*$/.exec(text);
  if (!match) return undefined;
  const [, whole = "", part = "", denominator = "1"] = match;
  if (/^0*$/.test(denominator)) return undefined;
  return fraction(BigInt(whole + part), 10n ** BigInt(part.length) * BigInt(denominator));
};

export const fractionText = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;

export const add = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const multiply = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator);

/** Below, at or above 0 as a is less than, equal to or greater than b. */
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** With so many decimals, half away from zero; for people and files, never for a decision. */
export const toDecimal = ({ numerator, denominator }: Fraction, places: number): string => {
  const negative = numerator < 0n;
  const scaled = (negative ? -numerator : numerator) * 10n ** BigInt(places);
  const rounded = (scaled * 2n + denominator) / (denominator * 2n);
  const digits = String(rounded).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${negative && rounded > 0n ? "-" : ""}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""}`;
};

/** The numbers as whole multiples of 1/scale, the smallest scale that has room for all of them. */
export const toCommonScale = (numbers: readonly Fraction[]): { scale: bigint; multiples: bigint[] } => {
  const scale = [...new Set(numbers.map(({ denominator }) => denominator))].reduce(
    (common, denominator) => (common / gcd(common, denominator)) * denominator,
    1n,
  );
  return { scale, multiples: numbers.map(({ numerator, denominator }) => numerator * (scale / denominator)) };
};

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
};
