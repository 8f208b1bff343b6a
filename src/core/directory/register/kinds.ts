import type { OccupancyKind, UnitKind } from "../../../database/types.ts";

const unitKinds: [UnitKind, RegExp][] = [
  ["parking", /парк|машин|м\/м|гараж|parking|garage/],
  ["storage", /клад|storage|cellar/],
  ["commercial", /нежил|офис|коммерч|магазин|commercial|office|shop/],
  ["technical", /техн|technical/],
  ["apartment", /квартир|^кв|жил|apart|flat|residential/],
];

const relations: [OccupancyKind, RegExp][] = [
  ["owner", /собств|владел|долев|owner/],
  ["tenant", /аренд|нанимат|съ[её]м|tenant|renter|lessee/],
  ["household", /член|сем|прожив|зарегистр|прописан|муж|жена|супруг|сын|доч|household|family|resident/],
];

/** The kind of unit that a cell names; an empty cell is an apartment. */
export const unitKindOf = (cell: string): UnitKind | undefined =>
  cell === "" ? "apartment" : matching(unitKinds, cell);

/** How a person holds the unit; a register of owners leaves it empty. */
export const relationOf = (cell: string): OccupancyKind | undefined =>
  cell === "" ? "owner" : matching(relations, cell);

const matching = <Kind>(table: [Kind, RegExp][], cell: string): Kind | undefined =>
  table.find(([, pattern]) => pattern.test(cell.toLowerCase()))?.[0];
