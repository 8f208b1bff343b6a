/**
 * Splits a whole into parts in proportion to weights (≥ 0) by largest remainder, so that the parts always make the
 * whole; of equal remainders the earlier gets it. Without any weight nobody gets anything.
 */
export const apportion = (whole: bigint, weights: readonly bigint[]): bigint[] => {
  const all = weights.reduce((sum, weight) => sum + weight, 0n);
  if (all === 0n) return weights.map(() => 0n);
  const negative = whole < 0n;
  const size = negative ? -whole : whole;
  const parts = weights.map((weight) => (size * weight) / all);
  const left = Number(size - parts.reduce((sum, part) => sum + part, 0n));
  if (left > 0) {
    const remainders = weights.map((weight, at) => ({ at, rest: (size * weight) % all }));
    remainders.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
    for (const { at } of remainders.slice(0, left)) parts[at] = (parts[at] ?? 0n) + 1n;
  }
  return negative ? parts.map((part) => -part) : parts;
};
