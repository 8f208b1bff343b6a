import { DateTime } from "luxon";
import type { Day } from "../../billing/calendar.ts";
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

export interface ReadingProblem {
  row: number;
  code: string;
  params?: Record<string, string | number>;
}

const titleRows = 30;
const dayFormats = ["yyyy-MM-dd", "d.M.yyyy", "d.M.yy", "d/M/yyyy"];

/** Reads the table; pure. Rows without a value are no mistake: nobody read those meters. */
export const parseReadings = (table: Table): { rows: ReadingRow[]; problems: ReadingProblem[] } => {
  const header = table.slice(0, titleRows).findIndex((row) => readingColumnsOf(row) !== undefined);
  const columns = readingColumnsOf(table[header] ?? []);
  if (!columns) return { rows: [], problems: [{ row: 0, code: "no-header" }] };
  const rows: ReadingRow[] = [];
  const problems: ReadingProblem[] = [];
  for (const [index, cells] of table.entries()) {
    if (index <= header || readingColumnsOf(cells)) continue;
    const parsed = parseRow(cells, index + 1, columns);
    if (parsed === null) continue;
    if ("code" in parsed) problems.push(parsed);
    else rows.push(parsed);
  }
  if (rows.length === 0 && problems.length === 0) problems.push({ row: 0, code: "no-rows" });
  return { rows, problems };
};

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
  const value = cell("value");
  if (value === null) return null;
  const [serial, unit, kindText, zoneText] = [cell("serial"), cell("unit"), cell("kind"), cell("zone")];
  if (serial === null && unit === null) return { row, code: "meter-missing" };
  const kind = kindText === null ? null : (kindNamed(kindText) ?? undefined);
  if (kind === undefined) return { row, code: "bad-kind", params: { text: kindText ?? "" } };
  const zone = zoneText === null ? null : (zoneNamed(zoneText) ?? undefined);
  if (zone === undefined) return { row, code: "bad-zone", params: { text: zoneText ?? "" } };
  const [day, verified] = [dayIn(cell("day")), dayIn(cell("verified"))];
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

/** Null: none is given; undefined: it is no day. */
const dayIn = (text: string | null): Day | null | undefined => {
  if (text === null) return null;
  const parsed = dayFormats.map((format) => DateTime.fromFormat(text, format)).find(({ isValid }) => isValid);
  return parsed?.toISODate() ?? undefined;
};
