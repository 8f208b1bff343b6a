import type { Day } from "../../billing/calendar.ts";
import { dayInCell, type RowProblem, readRows } from "../../directory/register/read-rows.ts";
import type { Table } from "../../directory/register/read-table.ts";
import {
  kindNamed,
  type ReadingColumn,
  type ReadingColumns,
  readingColumnsOf,
  zoneNamed,
} from "./reading-columns.ts";

/** A row that names a register and what it shows; whether there is such a one is looked up later. */
export interface ReadingRow {
  /** As a spreadsheet counts. */
  row: number;
  building: string | null;
  unit: string | null;
  serial: string | null;
  kind: string | null;
  zone: string | null;
  value: string;
  day: Day | null;
  verified: Day | null;
  digits: number | null;
}

export type ReadingProblem = RowProblem;

/** Reads the table; pure. Rows without a value are no mistake: nobody read those meters. */
export const parseReadings = (table: Table): { rows: ReadingRow[]; problems: ReadingProblem[] } =>
  readRows(table, readingColumnsOf, parseRow);

const parseRow = (
  cells: readonly string[],
  row: number,
  columns: ReadingColumns,
): ReadingRow | ReadingProblem | null => {
  const cell = (column: ReadingColumn): string | null => {
    const at = columns[column];
    const text = at === undefined ? "" : (cells[at] ?? "").trim();
    return text === "" ? null : text;
  };
  // Headings come again on each page of some tables.
  if (readingColumnsOf(cells)) return null;
  const value = cell("value");
  if (value === null) return null;
  const [serial, unit, kindText, zoneText] = [cell("serial"), cell("unit"), cell("kind"), cell("zone")];
  if (serial === null && unit === null) return { row, code: "meter-missing" };
  const kind = kindText === null ? null : (kindNamed(kindText) ?? undefined);
  if (kind === undefined) return { row, code: "bad-kind", params: { text: kindText ?? "" } };
  const zone = zoneText === null ? null : (zoneNamed(zoneText) ?? undefined);
  if (zone === undefined) return { row, code: "bad-zone", params: { text: zoneText ?? "" } };
  const [day, verified] = [dayInCell(cell("day")), dayInCell(cell("verified"))];
  if (day === undefined || verified === undefined) return { row, code: "bad-day" };
  const digits = cell("digits");
  if (digits !== null && !/^[3-9]$/.test(digits))
    return { row, code: "bad-digits", params: { text: digits } };
  return {
    row,
    building: cell("building"),
    unit,
    serial,
    kind,
    zone,
    value,
    day,
    verified,
    digits: digits === null ? null : Number(digits),
  };
};
