import type { UnitKind } from "../../../database/types.ts";
import type { Day, Month } from "../calendar.ts";
import type { MoneyRules } from "../tariffs/exact-amount.ts";
import type { Price } from "../tariffs/tariff-pieces.ts";
import type { Volumes } from "../volumes.ts";

/** Everything that a building's month is made up from. */
export interface BuildingToCharge {
  month: Month;
  money: MoneyRules;
  units: readonly UnitToCharge[];
  /** In the order of the receipt. */
  services: readonly ServiceToCharge[];
  volumes: Volumes;
  /** Units that changed hands while nobody read their meters: all accounts since the first month that is settled, oldest first. */
  holders: ReadonlyMap<string, readonly AccountToCharge[]>;
  /** Suppliers' invoices to share, by service. */
  invoices: ReadonlyMap<string, bigint>;
  /** Negative volumes of the house that the month before left. */
  carried: readonly CarriedOver[];
}

export interface ServiceToCharge {
  serviceId: string;
  measured: boolean;
  prices: readonly Price[];
}

/** What is wanting: of a unit its volume, area or people; of a house its reading, invoice, or anybody to share it. */
export type Lack = "volume" | "area" | "residents" | "reading" | "invoice" | "shares";

export interface UnitToCharge {
  unitId: string;
  kind: UnitKind;
  /** 0.01 m² */
  area: number | null;
  /** How many live there, from each day on; sorted. */
  residents: readonly ResidentsFrom[];
  accounts: readonly AccountToCharge[];
}

export interface ResidentsFrom {
  from: Day;
  count: number;
  /** Who says so. */
  by: "register" | "staff";
}

export interface AccountToCharge {
  accountId: string;
  opened: Day;
  /** The last day. */
  closed: Day | null;
  byReading: boolean;
  privileges: readonly PrivilegeToApply[];
}

export interface PrivilegeToApply {
  serviceId: string | null;
  /** Hundredths of a percent. */
  discount: number;
  from: Day;
  to: Day | null;
}

export interface CarriedOver {
  serviceId: string;
  zone: string | null;
  /** Negative, thousandths. */
  volume: bigint;
}
