import type { OccupancyKind, UnitKind } from "../../../database/types.ts";
import type { Share } from "../share.ts";
import type { Column } from "./columns.ts";

/** One row of a register that can be written: a unit, and perhaps somebody in it. */
export interface RegisterRow {
  /** As a spreadsheet counts: the first row of the file is 1. */
  row: number;
  building: string;
  unit: string;
  kind: UnitKind;
  entrance: string | null;
  floor: number | null;
  riser: string | null;
  /** 0.01 m² */
  area: number | null;
  account: string | null;
  person: RegisterPerson | null;
}

export interface RegisterPerson {
  name: string;
  phones: string[];
  email: string | null;
  relation: OccupancyKind;
  share: Share | null;
  /** The day since when, such as "2024-02-01"; null: since the import. */
  from: string | null;
  /** The last day; null: until somebody says otherwise. */
  to: string | null;
}

export type ProblemCode =
  | "no-header"
  | "no-rows"
  | "building-missing"
  | "unit-missing"
  | "name-missing"
  | "too-long"
  | "bad-kind"
  | "bad-floor"
  | "bad-area"
  | "bad-phone"
  | "bad-email"
  | "bad-relation"
  | "bad-share"
  | "bad-date"
  | "account-conflict"
  | "area-conflict"
  | "share-over";

/** What is wrong with a row; 0 is the file as a whole. */
export interface Problem {
  row: number;
  code: ProblemCode;
  column?: Column;
  params?: Record<string, string | number>;
}
