import type { WayName } from "../contacts/kinds.ts";

/** What would be sent if an announcement were confirmed now. */
export interface Preview {
  /** Of the announcement when it was counted. */
  version: number;
  units: number;
  people: number;
  /** People by the way that is tried first. */
  ways: Partial<Record<WayName, number>>;
  /** Of them, those who get it in their daily digest. */
  digest: number;
  /** Who does not want this kind by any way. */
  muted: number;
  unreachable: number;
  /** Units in which nobody can be told, in the order of their numbers; at most some hundreds, with the number of all. */
  paper: { units: string[]; total: number };
  /** What SMS will cost, in minor currency units; 0 where none is sent. */
  smsCost: string;
  /** What one test copy by SMS costs, by language, in minor currency units. */
  testCost?: Readonly<Record<string, string>>;
}

export const noPreview = (version: number): Preview => ({
  version,
  units: 0,
  people: 0,
  ways: {},
  digest: 0,
  muted: 0,
  unreachable: 0,
  paper: { units: [], total: 0 },
  smsCost: "0",
});
