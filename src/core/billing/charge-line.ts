import type { TariffMethod } from "../../database/types.ts";
import type { VolumeReason } from "./volumes.ts";

/** How a line's amount is made up; each has its sentence in locales/. */
export type Formula = TariffMethod | "extra" | "privilege";

/** One line of a receipt, with everything that explains it. */
export interface ChargeLine {
  serviceId: string;
  formula: Formula;
  /** Null: no tariff, as with an extra charge. */
  tariffId: string | null;
  /** Thousandths of the service's measure; null: not a product of quantity and price. */
  quantity: bigint | null;
  /** Millionths of the main unit. */
  price: bigint | null;
  /** Minor units. */
  amount: bigint;
  inputs: ChargeInputs;
  /** The past month that this line is the difference of. */
  recalculates?: string;
}

/** What a formula was given. All optional: each formula has its own. */
export interface ChargeInputs {
  /** 0.01 m² */
  area?: number;
  residents?: number;
  /** The part of the month that is charged: days of all its days. */
  days?: number;
  ofDays?: number;
  from?: string;
  to?: string;
  zone?: string;
  /** Why the volume is what it is. */
  volume?: VolumeReason;
  /** Common use: the house's volume, the sum of all units', what was carried from the month before. */
  house?: bigint;
  individual?: bigint;
  carried?: bigint;
  houseReason?: VolumeReason;
  /** What was shared, and this account's part of it: of `basis` in all. */
  shared?: bigint;
  share?: bigint;
  ofShares?: bigint;
  basis?: "area" | "residents" | "units";
  /** Privilege: hundredths of a percent that were taken off, and the sum before. */
  discount?: number;
  full?: bigint;
  /** The extra charge, whose reason is kept with it. */
  extraId?: string;
  /** A recalculation: what had been charged, and what is right. */
  before?: bigint;
  after?: bigint;
  recalculationId?: string;
}

/** Whole numbers that don't fit JSON's, as texts with a mark, so that they come back as they were. */
const mark = "#";

/** As JSON holds them, for the column Recalculation.lines; those of receipts are packed (`month/pack-lines.ts`). */
export const plainLines = (lines: readonly ChargeLine[]): object[] =>
  lines.map((line) => ({
    serviceId: line.serviceId,
    formula: line.formula,
    tariffId: line.tariffId,
    quantity: line.quantity === null ? null : mark + line.quantity,
    price: line.price === null ? null : mark + line.price,
    amount: mark + line.amount,
    inputs: plain(line.inputs),
    ...(line.recalculates === undefined ? undefined : { recalculates: line.recalculates }),
  }));

const plain = (value: object): object => {
  const copy: Record<string, unknown> = {};
  for (const name in value) {
    const part = (value as Record<string, unknown>)[name];
    if (typeof part === "bigint") copy[name] = mark + part;
    else copy[name] = typeof part === "object" && part !== null && !Array.isArray(part) ? plain(part) : part;
  }
  return copy;
};

/** What `plainLines` made, however the database gave it back. */
export const linesFromJson = (json: unknown): ChargeLine[] =>
  fromMarkedJson(typeof json === "string" ? json : JSON.stringify(json)) as ChargeLine[];

/** JSON whose whole numbers are marked texts. */
export const fromMarkedJson = (json: string): unknown =>
  JSON.parse(json, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) && /^#-?\d+$/.test(value)
      ? BigInt(value.slice(1))
      : value,
  );
