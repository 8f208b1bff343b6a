import { dayInCell, type RowProblem, readRows } from "../../../directory/register/read-rows.ts";
import type { Table } from "../../../directory/register/read-table.ts";
import type { Day } from "../../calendar.ts";
import { parseDecimal } from "../../money/decimal.ts";
import type { Standing } from "../opening-receipts.ts";
import { type OpeningColumn, type OpeningColumns, openingColumnsOf } from "./opening-columns.ts";

/** A row that names a unit or an account and how it stands; whether there is such a one is looked up later. */
export interface OpeningRow extends Standing {
  /** As a spreadsheet counts. */
  row: number;
  account: string | null;
  building: string | null;
  unit: string | null;
  due: Day | null;
}

export type OpeningProblem = RowProblem;

/**
 * Reads the table; pure. A balance counts as debt if it is more than nothing, and as paid ahead if less; so does a
 * negative debt. Rows without a sum owe nothing, and are no mistake.
 */
export const parseOpenings = (
  table: Table,
  digits: number,
): { rows: OpeningRow[]; problems: OpeningProblem[] } =>
  readRows(table, openingColumnsOf, (cells, row, columns) => parseRow(cells, row, columns, digits));

const parseRow = (
  cells: readonly string[],
  row: number,
  columns: OpeningColumns,
  digits: number,
): OpeningRow | OpeningProblem | null => {
  const cell = (column: OpeningColumn): string | null => {
    const at = columns[column];
    const text = at === undefined ? "" : (cells[at] ?? "").trim();
    return text === "" || /^[-–—]$/.test(text) ? null : text;
  };
  const [account, unit] = [cell("account"), cell("unit")];
  const sums = new Map<OpeningColumn, bigint>();
  for (const column of ["debt", "penalty", "advance", "balance"] as const) {
    const text = cell(column);
    if (text === null) continue;
    const sum = parseDecimal(text, digits);
    if (sum === null) {
      // A line of totals in words, or a row of column numbers, names no unit.
      if (account === null && unit === null) return null;
      return { row, code: "bad-sum", params: { text } };
    }
    sums.set(column, sum);
  }
  const of = (column: OpeningColumn): bigint => sums.get(column) ?? 0n;
  const net = of("debt") + of("balance") - of("advance");
  const penalty = of("penalty");
  if (net === 0n && penalty === 0n) return null;
  if (account === null && unit === null) return null;
  if (penalty < 0n) return { row, code: "bad-sum", params: { text: cell("penalty") ?? "" } };
  const due = dayInCell(cell("due"));
  if (due === undefined) return { row, code: "bad-day" };
  return {
    row,
    account,
    building: cell("building"),
    unit,
    due,
    debt: net > 0n ? net : 0n,
    advance: net < 0n ? -net : 0n,
    penalty,
  };
};
