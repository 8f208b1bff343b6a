import { apportion } from "../money/apportion.ts";

/**
 * What a payment of a receipt's principal is of each of its lines: in proportion to them (Rules 354, p. 118), by largest
 * remainder. Lines that give something back take no part.
 */
export const splitByLines = (paid: bigint, lines: readonly { amount: bigint }[]): bigint[] =>
  apportion(
    paid,
    lines.map(({ amount }) => (amount > 0n ? amount : 0n)),
  );
