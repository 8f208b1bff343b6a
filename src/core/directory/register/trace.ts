import type { Work } from "../../work/work.ts";
import { insertRows } from "./insert-rows.ts";

/** Tables that an import writes to, in the order in which their rows can be deleted. */
export const tracedTables = ["Occupancy", "ContactPoint", "Person", "Unit", "Building"] as const;

export type TracedTable = (typeof tracedTables)[number];

/** A row that an import made, or changed; then `before` is what it said before. */
export interface Trace {
  subject: TracedTable;
  subjectId: string;
  before: object | null;
}

export const made = (subject: TracedTable, subjectId: string): Trace => ({
  subject,
  subjectId,
  before: null,
});

export const changed = (subject: TracedTable, subjectId: string, before: object): Trace => ({
  subject,
  subjectId,
  before,
});

/** Of several changes of a row by one import the first trace counts: it has what stood there before the import. */
export const remember = (work: Work, importId: string, traces: readonly Trace[]): Promise<void> =>
  insertRows(
    work,
    "RegisterTrace",
    traces.map(({ before, ...trace }) => ({
      importId,
      ...trace,
      before: before && JSON.stringify(before),
    })),
  );
