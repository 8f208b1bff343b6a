import { sameAs } from "../names.ts";
import { withinWhole } from "../share.ts";
import { type Columns, columnsOf } from "./columns.ts";
import { parseRow } from "./parse-row.ts";
import type { Table } from "./read-table.ts";
import type { Problem, RegisterRow } from "./register-row.ts";

/** What an import would write, shown before anything is written. */
export interface ImportPlan {
  valid: RegisterRow[];
  /** By row; a row with a problem is not among the valid ones. */
  problems: Problem[];
  counts: {
    buildings: number;
    units: number;
    people: number;
    /** Titles, totals, repeated headings and empty rows. */
    skipped: number;
    /** Rows that say again what another row said. */
    repeated: number;
  };
  /** Control total: the area of the valid units, each once, in 0.01 m². */
  area: number;
}

/** Headings are looked for this far down, under titles and dates. */
const titleRows = 30;
const total = /^(всего|итого|итог|сумма|total|sum|grand total)(\s|:|$)/i;

/** Reads a register's table; pure, writes nothing. `building` serves tables without a column for it. */
export const planImport = (table: Table, options: { building?: string } = {}): ImportPlan => {
  const plan: ImportPlan = {
    valid: [],
    problems: [],
    counts: { buildings: 0, units: 0, people: 0, skipped: 0, repeated: 0 },
    area: 0,
  };
  const header = table.slice(0, titleRows).findIndex((row) => columnsOf(row) !== undefined);
  const columns = columnsOf(table[header] ?? []);
  if (!columns) return { ...plan, problems: [{ row: 0, code: "no-header" }] };
  plan.counts.skipped = header;
  readRows(table, header, columns, options.building, plan);
  if (plan.valid.length === 0 && plan.problems.length === 0) plan.problems.push({ row: 0, code: "no-rows" });
  dropContradictions(plan);
  count(plan);
  return plan;
};

const readRows = (
  table: Table,
  header: number,
  columns: Columns,
  building: string | undefined,
  plan: ImportPlan,
): void => {
  const seen = new Set<string>();
  for (const [index, cells] of table.entries()) {
    if (index <= header) continue;
    if (isDecoration(cells, columns)) {
      plan.counts.skipped += 1;
      continue;
    }
    const result = parseRow(cells, index + 1, columns, building);
    if ("problems" in result) {
      plan.problems.push(...result.problems);
      continue;
    }
    const key = rowKey(result.row);
    if (seen.has(key)) plan.counts.repeated += 1;
    else plan.valid.push(result.row);
    seen.add(key);
  }
};

/** Empty rows, totals, repeated headings, rows of column numbers, and titles of one cell over a group. */
const isDecoration = (cells: readonly string[], columns: Columns): boolean => {
  const filled = cells.filter((cell) => cell.trim() !== "");
  if (filled.length === 0) return true;
  if (filled.some((cell) => total.test(cell.trim()))) return true;
  if (columnsOf(cells) !== undefined) return true;
  if (filled.length > 2 && cells.every((cell, index) => cell === "" || cell === String(index + 1)))
    return true;
  const unit = columns.unit === undefined ? "" : (cells[columns.unit] ?? "").trim();
  return filled.length === 1 && unit === "";
};

export const unitKey = (row: Pick<RegisterRow, "building" | "kind" | "unit">): string =>
  `${sameAs(row.building)}\0${row.kind}\0${sameAs(row.unit)}`;

const rowKey = (row: RegisterRow): string =>
  [
    unitKey(row),
    row.area,
    row.entrance,
    row.floor,
    ...(row.person
      ? [sameAs(row.person.name), row.person.relation, row.person.email, ...row.person.phones.toSorted()]
      : []),
  ].join("\0");

/** A unit can't have two areas, nor owners of more than the whole: then none of its rows is valid. */
const dropContradictions = (plan: ImportPlan): void => {
  const dropped = new Set<RegisterRow>();
  for (const rows of byUnit(plan.valid).values()) {
    const [first] = rows;
    if (!first) continue;
    const other = rows.find((row) => row.area !== null && row.area !== areaOf(rows));
    const shares = sharesOf(rows);
    const whole = withinWhole(shares);
    if (other)
      plan.problems.push({
        row: other.row,
        code: "area-conflict",
        column: "area",
        params: { unit: first.unit },
      });
    if (!whole) {
      const last = rows.findLast((row) => row.person?.share) ?? first;
      plan.problems.push({
        row: last.row,
        code: "share-over",
        column: "share",
        params: { unit: first.unit },
      });
    }
    if (other || !whole) for (const row of rows) dropped.add(row);
  }
  plan.valid = plan.valid.filter((row) => !dropped.has(row));
  plan.problems.sort((a, b) => a.row - b.row);
};

const sharesOf = (rows: readonly RegisterRow[]) => {
  const byOwner = new Map(
    rows.flatMap(({ person }) => (person?.share ? [[sameAs(person.name), person.share]] : [])),
  );
  return [...byOwner.values()];
};

const areaOf = (rows: readonly RegisterRow[]): number | null =>
  rows.find((row) => row.area !== null)?.area ?? null;

export const byUnit = (rows: readonly RegisterRow[]): Map<string, RegisterRow[]> => {
  const units = new Map<string, RegisterRow[]>();
  for (const row of rows) {
    const key = unitKey(row);
    const same = units.get(key);
    if (same) same.push(row);
    else units.set(key, [row]);
  }
  return units;
};

const count = (plan: ImportPlan): void => {
  const units = byUnit(plan.valid);
  plan.counts.units = units.size;
  plan.counts.buildings = new Set(plan.valid.map((row) => sameAs(row.building))).size;
  plan.counts.people = plan.valid.filter((row) => row.person).length;
  plan.area = [...units.values()].reduce((sum, rows) => sum + (areaOf(rows) ?? 0), 0);
};
