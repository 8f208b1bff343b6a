import type { OccupancyKind, UnitKind } from "../../../database/types.ts";
import { parseArea } from "../area.ts";
import { normaliseEmail } from "../email.ts";
import { parseFloor } from "../floor.ts";
import { tidy } from "../names.ts";
import { phonesIn } from "../phone.ts";
import { parseShare } from "../share.ts";
import type { Column, Columns } from "./columns.ts";
import { parseDay } from "./day.ts";
import { relationOf, unitKindOf } from "./kinds.ts";
import type { Problem, ProblemCode, RegisterPerson, RegisterRow } from "./register-row.ts";

const longest: Partial<Record<Column, number>> = {
  building: 200,
  unit: 40,
  entrance: 20,
  riser: 20,
  account: 40,
  name: 200,
};

interface Cells {
  row: number;
  of(column: Column): string;
  /** The parsed cell; a problem is noted when it has text that can't be parsed. */
  parsed<Value>(column: Column, code: ProblemCode, parse: (text: string) => Value | undefined): Value | null;
  problem(code: ProblemCode, column: Column, value?: string): void;
}

/** A row in our terms, or everything that is wrong with it. */
export const parseRow = (
  cells: readonly string[],
  row: number,
  columns: Columns,
  defaultBuilding: string | undefined,
): { row: RegisterRow } | { problems: Problem[] } => {
  const problems: Problem[] = [];
  const table = cellsOf(cells, row, columns, problems);
  const building = table.of("building") || tidy(defaultBuilding ?? "");
  const unit = table.of("unit").replace(/^(кв\.?|квартира|apt\.?|flat|№)\s*/i, "");
  if (!building) table.problem("building-missing", "building");
  if (!unit) table.problem("unit-missing", "unit");
  const parsed: RegisterRow = {
    row,
    building,
    unit,
    kind:
      unitKindOf(table.of("kind"), unit.toLowerCase()) ??
      wrong<UnitKind>(table, "kind", "bad-kind", "apartment"),
    entrance: table.of("entrance") || null,
    floor: table.parsed("floor", "bad-floor", parseFloor),
    riser: table.of("riser") || null,
    area: table.parsed("area", "bad-area", parseArea),
    account: table.of("account").replace(/^№\s*/, "") || null,
    person: parsePerson(table),
  };
  return problems.length > 0 ? { problems } : { row: parsed };
};

const parsePerson = (table: Cells): RegisterPerson | null => {
  const name = table.of("name");
  const { phones, wrong: notPhones } = phonesIn(table.of("phone"));
  for (const text of notPhones) table.problem("bad-phone", "phone", text);
  const email = table.parsed("email", "bad-email", normaliseEmail);
  const share = table.parsed("share", "bad-share", parseShare);
  const from = table.parsed("from", "bad-date", parseDay);
  const to = table.parsed("to", "bad-date", parseDay);
  if (from && to && to < from) table.problem("bad-date", "to");
  const relation =
    relationOf(table.of("relation")) ?? wrong<OccupancyKind>(table, "relation", "bad-relation", "owner");
  if (name) return { name, phones, email, relation, share: relation === "owner" ? share : null, from, to };
  if (phones.length > 0 || email) table.problem("name-missing", "name");
  return null;
};

const cellsOf = (cells: readonly string[], row: number, columns: Columns, problems: Problem[]): Cells => {
  const of = (column: Column): string => {
    const index = columns[column];
    if (index === undefined) return "";
    const text = column === "phone" ? (cells[index] ?? "").trim() : tidy(cells[index] ?? "");
    return text === "-" || text === "–" || text === "—" ? "" : text;
  };
  const problem = (code: ProblemCode, column: Column, value = of(column)) =>
    void problems.push({ row, code, column, ...(value ? { params: { value: value.slice(0, 60) } } : {}) });
  for (const [column, length] of Object.entries(longest) as [Column, number][]) {
    if (of(column).length > length) problems.push({ row, code: "too-long", column, params: { max: length } });
  }
  return {
    row,
    of,
    problem,
    parsed: (column, code, parse) => {
      const text = of(column);
      if (!text) return null;
      const value = parse(text);
      if (value === undefined) problem(code, column);
      return value ?? null;
    },
  };
};

const wrong = <Value>(table: Cells, column: Column, code: ProblemCode, instead: Value): Value => {
  table.problem(code, column);
  return instead;
};
