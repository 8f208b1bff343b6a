import type { WorkKind } from "../../../database/types.ts";

/** A line of a quote or of a work report. */
export interface Line {
  kind: WorkKind;
  title: string;
  /** Thousandths: hours of labour, pieces of material. */
  quantity: number;
  /** Minor currency units for one. */
  price: bigint;
  /** Minor currency units: quantity × price, rounded half away from zero. */
  amount: bigint;
}

const thousandth = 1000n;

/** Quantity (thousandths) × price (minor units) in minor units, rounded half away from zero. */
export const amountOf = (quantity: number, price: bigint): bigint => {
  const product = BigInt(quantity) * price;
  const half = product < 0n ? -thousandth / 2n : thousandth / 2n;
  return (product + half) / thousandth;
};

export const totalOf = (lines: readonly Pick<Line, "amount">[]): bigint =>
  lines.reduce((sum, { amount }) => sum + amount, 0n);

/** Hours of labour in thousandths. */
export const hoursOf = (lines: readonly Pick<Line, "kind" | "quantity">[]): number =>
  lines.reduce((sum, { kind, quantity }) => (kind === "labour" ? sum + quantity : sum), 0);

/** Lines as JSON, whose numbers are texts where they may be large. */
export const linesToJson = (lines: readonly Line[]): string =>
  JSON.stringify(lines, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));

export const linesFromJson = (json: string): Line[] =>
  (JSON.parse(json) as (Omit<Line, "price" | "amount"> & { price: string; amount: string })[]).map(
    ({ price, amount, ...line }) => ({ ...line, price: BigInt(price), amount: BigInt(amount) }),
  );
