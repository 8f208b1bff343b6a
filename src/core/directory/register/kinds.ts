import type { OccupancyKind, UnitKind } from "../../../database/types.ts";

/** Rooms that serve the house, as registers of units list them too. */
const technical =
  /техн|щитов|насосн|тепл(?:ов|оп)|^итп$|бойлер|котельн|венткам|мусор|чердак|подвал|колясочн|лифт|technical|boiler|pump|electrical|riser room/;

const unitKinds: [UnitKind, RegExp][] = [
  ["technical", technical],
  ["parking", /парк|машин|м\/м|гараж|parking|garage/],
  ["storage", /клад|storage|cellar/],
  ["commercial", /нежил|офис|коммерч|магазин|commercial|office|shop/],
  ["apartment", /квартир|^кв|жил|apart|flat|residential/],
];

const relations: [OccupancyKind, RegExp][] = [
  ["owner", /собств|владел|долев|owner/],
  ["tenant", /аренд|нанимат|съ[её]м|tenant|renter|lessee/],
  ["household", /член|сем|прожив|зарегистр|прописан|муж|жена|супруг|сын|доч|household|family|resident/],
];

/** The kind of unit that a cell names; where it is empty the unit's own number may tell, else it is an apartment. */
export const unitKindOf = (cell: string, unit = ""): UnitKind | undefined => {
  if (cell !== "") return matching(unitKinds, cell);
  return matching(spokenKinds, unit) ?? "apartment";
};

/** Kinds that stand in the number itself: "кладовая 3", "щитовая". */
const spokenKinds: [UnitKind, RegExp][] = [
  ["technical", technical],
  ["parking", /^(машино|м\/м|парк|гараж|parking|garage)/],
  ["storage", /^(клад|storage|cellar)/],
  ["commercial", /^(нежил|офис|магазин|office|shop)/],
];

/** How a person holds the unit; a register of owners leaves it empty. */
export const relationOf = (cell: string): OccupancyKind | undefined =>
  cell === "" ? "owner" : matching(relations, cell);

const matching = <Kind>(table: [Kind, RegExp][], cell: string): Kind | undefined =>
  table.find(([, pattern]) => pattern.test(cell.toLowerCase()))?.[0];
