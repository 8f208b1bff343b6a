import { sameAs } from "../names.ts";
import { withinWhole } from "../share.ts";
import { type Columns, columnsOf, type Heading, headingOf } from "./columns.ts";
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
    /** People with a last day, after which they have no access. */
    ending: number;
    /** Titles, totals, repeated headings and empty rows. */
    skipped: number;
    /** Rows that say again what another row said. */
    repeated: number;
  };
  /** Control total: the area of the valid units, each once, in 0.01 m². */
  area: number;
  /** The same by building, in the order of the file. */
  areas: { address: string; units: number; area: number }[];
}

export interface PlanOptions {
  /** Serves tables without a column for it. */
  building?: string;
  /** Where the headings and columns are, when that is known already. */
  heading?: Heading;
}
const total = /^(всего|итого|итог|сумма|total|sum|grand total)(\s|:|$)/i;

/** Reads a register's table; pure, writes nothing. */
export const planImport = (table: Table, options: PlanOptions = {}): ImportPlan => {
  const plan: ImportPlan = {
    valid: [],
    problems: [],
    counts: { buildings: 0, units: 0, people: 0, ending: 0, skipped: 0, repeated: 0 },
    area: 0,
    areas: [],
  };
  const heading = options.heading ?? headingOf(table);
  if (!heading) return { ...plan, problems: [{ row: 0, code: "no-header" }] };
  plan.counts.skipped = Math.max(heading.row, 0);
  readRows(table, heading, options.building, plan);
  if (plan.valid.length === 0 && plan.problems.length === 0) plan.problems.push({ row: 0, code: "no-rows" });
  dropContradictions(plan);
  count(plan);
  return plan;
};

const readRows = (
  table: Table,
  { row: header, columns }: Heading,
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
  if (isNumberRow(cells)) return true;
  const unit = columns.unit === undefined ? "" : (cells[columns.unit] ?? "").trim();
  // A number is no heading, and most units have one.
  if (!/\d/.test(unit) && columnsOf(cells) !== undefined) return true;
  return filled.length === 1 && unit === "";
};

/** The row under the headings that numbers the columns. */
export const isNumberRow = (cells: readonly string[]): boolean =>
  cells.filter((cell) => cell !== "").length > 2 &&
  cells.every((cell, index) => cell === "" || cell === String(index + 1));

/** What makes rows speak of the same unit; asked for many times of each row. */
export const unitKey = (row: RegisterRow): string => {
  const known = unitKeys.get(row);
  if (known !== undefined) return known;
  const key = `${sameAs(row.building)}\0${row.kind}\0${sameAs(row.unit)}`;
  unitKeys.set(row, key);
  return key;
};

const unitKeys = new WeakMap<RegisterRow, string>();

const rowKey = (row: RegisterRow): string =>
  [
    unitKey(row),
    row.area,
    row.entrance,
    row.floor,
    row.riser,
    row.account,
    ...(row.person
      ? [sameAs(row.person.name), row.person.relation, row.person.email, ...row.person.phones.toSorted()]
      : []),
  ].join("\0");

/** A unit can't have two areas, owners of more than the whole, or another's account: then none of its rows is valid. */
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
  for (const rows of sameAccount(plan.valid)) {
    for (const row of rows) {
      dropped.add(row);
      const params = { account: row.account ?? "" };
      plan.problems.push({ row: row.row, code: "account-conflict", column: "account", params });
    }
  }
  plan.valid = plan.valid.filter((row) => !dropped.has(row));
  plan.problems.sort((a, b) => a.row - b.row);
};

/** Rows that give one account to several units. */
const sameAccount = (rows: readonly RegisterRow[]): RegisterRow[][] => {
  const byAccount = groupedBy(
    rows.filter(({ account }) => account !== null),
    ({ account }) => account ?? "",
  );
  return [...byAccount.values()].filter((same) => new Set(same.map(unitKey)).size > 1);
};

const sharesOf = (rows: readonly RegisterRow[]) => {
  const byOwner = new Map(
    // Who owns it no more, or will own it no more, leaves room for the next: the days are looked at when it is written.
    rows.flatMap(({ person }) =>
      person?.share && person.to === null ? [[sameAs(person.name), person.share]] : [],
    ),
  );
  return [...byOwner.values()];
};

const areaOf = (rows: readonly RegisterRow[]): number | null =>
  rows.find((row) => row.area !== null)?.area ?? null;

export const byUnit = (rows: readonly RegisterRow[]): Map<string, RegisterRow[]> => groupedBy(rows, unitKey);

const groupedBy = <Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const same = groups.get(key);
    if (same) same.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};

const count = (plan: ImportPlan): void => {
  const units = byUnit(plan.valid);
  plan.counts.units = units.size;
  plan.counts.buildings = new Set(plan.valid.map((row) => sameAs(row.building))).size;
  plan.counts.people = plan.valid.filter((row) => row.person).length;
  plan.counts.ending = plan.valid.filter((row) => row.person?.to).length;
  const buildings = groupedBy(units.values(), ([row]) => sameAs(row?.building ?? ""));
  plan.areas = [...buildings.values()].map((rows) => ({
    address: rows[0]?.[0]?.building ?? "",
    units: rows.length,
    area: rows.reduce((sum, same) => sum + (areaOf(same) ?? 0), 0),
  }));
  plan.area = plan.areas.reduce((sum, { area }) => sum + area, 0);
};
