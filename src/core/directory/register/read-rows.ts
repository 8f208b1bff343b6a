import { DateTime } from "luxon";
import type { Table } from "./read-table.ts";

/** What is wrong with a row; row 0: with the table. */
export interface RowProblem {
  /** As a spreadsheet counts. */
  row: number;
  code: string;
  params?: Record<string, string | number>;
}

/** Headings are looked for this far down, under titles and dates. */
const titleRows = 30;

/**
 * Reads the rows below a table's headings; pure. `headings` gives the columns that a row names, if it is one of headings;
 * `parse` gives null for a row that says nothing.
 */
export const readRows = <Columns, Row extends { row: number; code?: never }>(
  table: Table,
  headings: (cells: readonly string[]) => Columns | undefined,
  parse: (cells: readonly string[], row: number, columns: Columns) => Row | RowProblem | null,
): { rows: Row[]; problems: RowProblem[] } => {
  const header = table.slice(0, titleRows).findIndex((row) => headings(row) !== undefined);
  const columns = headings(table[header] ?? []);
  if (!columns) return { rows: [], problems: [{ row: 0, code: "no-header" }] };
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for (const [index, cells] of table.entries()) {
    if (index <= header) continue;
    const parsed = parse(cells, index + 1, columns);
    if (parsed === null) continue;
    if (parsed.code === undefined) rows.push(parsed);
    else problems.push(parsed);
  }
  if (rows.length === 0 && problems.length === 0) problems.push({ row: 0, code: "no-rows" });
  return { rows, problems };
};

const dayFormats = ["yyyy-MM-dd", "d.M.yyyy", "d.M.yy", "d/M/yyyy"];

/** The day in a cell. Null: none is given; undefined: it is no day. */
export const dayInCell = (text: string | null): string | null | undefined => {
  if (text === null) return null;
  const parsed = dayFormats.map((format) => DateTime.fromFormat(text, format)).find(({ isValid }) => isValid);
  return parsed?.toISODate() ?? undefined;
};
