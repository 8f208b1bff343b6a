/**
 * Quantity (thousandths) × price of one (minor units), rounded half away from zero to minor units. A receipt's lines are
 * rounded each, so that what is added up is what is shown.
 */
export const lineAmount = (quantity: number, price: bigint): bigint => {
  const exact = BigInt(quantity) * price;
  const half = exact < 0n ? -500n : 500n;
  return (exact + half) / 1000n;
};
