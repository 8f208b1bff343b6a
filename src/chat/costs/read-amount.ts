/** "2,5" or "1 200.50" as whole thousandths or hundredths (`decimals` 3 or 2); null when it is no such number. */
export const readAmount = (typed: string, decimals: number): bigint | null => {
  const text = typed.replace(/[\s\u00a0']/g, "").replace(",", ".");
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > decimals) return null;
  return BigInt(whole + fraction.padEnd(decimals, "0"));
};
