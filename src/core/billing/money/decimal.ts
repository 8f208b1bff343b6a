/** Digits after the point of a price's main unit, of a quantity, of an area in m² and of a rate in percent. */
export const priceDigits = 6;
export const quantityDigits = 3;
export const areaDigits = 2;
export const percentDigits = 2;

/**
 * A number as people write it ("1 234,567", "45.005", "−3") in units of 10^-digits; null if it is none, finer than that, or
 * so long (more than twelve digits before the point) that many of them would not add up in 64 bits.
 */
export const parseDecimal = (text: string, digits: number): bigint | null => {
  const plain = text
    .trim()
    .replace(/[\s\u00a0\u202f']/g, "")
    .replace(/^[−–]/, "-")
    .replace(",", ".");
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(plain);
  if (!match) return null;
  const [, sign, whole = "", decimals = ""] = match;
  const kept = decimals.replace(/0+$/, "");
  if (kept.length > digits) return null;
  const size = BigInt(whole + kept.padEnd(digits, "0"));
  return sign === "-" ? -size : size;
};

/** "45.005" of 45005000 and 6: without idle zeros, with at least `least` digits after the point. */
export const formatDecimal = (value: bigint, digits: number, least = 0): string => {
  const size = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  const whole = digits === 0 ? size : size.slice(0, -digits);
  const decimals = digits === 0 ? "" : size.slice(-digits).replace(/0+$/, "");
  const shown = decimals.padEnd(least, "0");
  return `${value < 0n ? "-" : ""}${whole}${shown ? `.${shown}` : ""}`;
};
