/** An exact number in lowest terms; the denominator is positive. Votes are never counted in floating point. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** Throws on a denominator of zero. */
export const fraction = (top: bigint | number, bottom: bigint | number = 1n): Fraction => {
  const [above, below] = [BigInt(top), BigInt(bottom)];
  if (below === 0n) throw new Error("a fraction with the denominator 0");
  const sign = below < 0n ? -1n : 1n;
  const divisor = gcd(above < 0n ? -above : above, below * sign) * sign;
  return { top: above / divisor, bottom: below / divisor };
};

/** "1/2", "100/3", "52.40" or "7"; undefined when it is no number. */
export const parseFraction = (text: string): Fraction | undefined => {
  const match = /^\s*(-?\d+)(?:\.(\d+))?(?:\s*\/\s*(\d+))?\s*$/.exec(text);
  if (!match) return undefined;
  const [, whole = "", part = "", bottom = "1"] = match;
  if (/^0*$/.test(bottom)) return undefined;
  return fraction(BigInt(whole + part), 10n ** BigInt(part.length) * BigInt(bottom));
};

export const fractionText = ({ top, bottom }: Fraction): string =>
  bottom === 1n ? String(top) : `${top}/${bottom}`;

export const add = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);

export const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.top, a.bottom * b.bottom);

/** Below, at or above 0 as a is less than, equal to or greater than b. */
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** With so many decimals, half away from zero; for people and files, never for a decision. */
export const toDecimal = ({ top, bottom }: Fraction, places: number): string => {
  const negative = top < 0n;
  const scaled = (negative ? -top : top) * 10n ** BigInt(places);
  const rounded = (scaled * 2n + bottom) / (bottom * 2n);
  const digits = String(rounded).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${negative && rounded > 0n ? "-" : ""}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""}`;
};

/** The numbers as whole multiples of 1/scale, the smallest scale that has room for all of them. */
export const toCommonScale = (numbers: readonly Fraction[]): { scale: bigint; multiples: bigint[] } => {
  const scale = [...new Set(numbers.map(({ bottom }) => bottom))].reduce(
    (common, bottom) => (common / gcd(common, bottom)) * bottom,
    1n,
  );
  return { scale, multiples: numbers.map(({ top, bottom }) => top * (scale / bottom)) };
};

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
};
