/** How many digits the currency (ISO 4217) has after the point. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** "2,50" or "1 200.5" in minor units; undefined when it is no amount of the currency. */
export const readMinor = (typed: string, currency: string): bigint | undefined => {
  const digits = digitsOf(currency);
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(typed.replace(/[\s\u00a0\u202f]/g, ""));
  if (!found) return undefined;
  const [, whole = "0", fraction = ""] = found;
  return fraction.length > digits ? undefined : BigInt(whole + fraction.padEnd(digits, "0"));
};

/** Minor units as a field shows them: "2.50". */
export const writeMinor = (minor: bigint, currency: string): string => {
  const digits = digitsOf(currency);
  const text = minor.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};
