import type { TariffMethod } from "../../database/types.ts";
import { fromMarkedJson, toMarkedJson } from "./marked-json.ts";
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
  /** Who says how many people: the register of the month's last day, the staff by days, or each for some days. */
  counted?: "register" | "staff" | "both";
  /** The part of the month that is charged: days of all its days. */
  days?: number;
  ofDays?: number;
  from?: string;
  to?: string;
  zone?: string;
  /**
   * Where the unit changed hands meanwhile: the month that the line settles, or is for, its part by days of what the
   * readings came to, and what of it had been charged without them. In thousandths, of the whole unit.
   */
  ofMonth?: { month: string; used: bigint; charged?: bigint };
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

/** As JSON holds them, for the column Recalculation.lines; those of receipts are packed (`month/pack-lines.ts`). */
export const plainLines = (lines: readonly ChargeLine[]): object[] =>
  JSON.parse(toMarkedJson(lines)) as object[];

/** What `plainLines` made, however the database gave it back. */
export const linesFromJson = (json: unknown): ChargeLine[] =>
  fromMarkedJson(typeof json === "string" ? json : JSON.stringify(json)) as ChargeLine[];
