import type { Db } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";
import { sameAs } from "../names.ts";
import type { ChosenSheet } from "./choose-sheet.ts";
import { likelyHeading } from "./columns.ts";
import type { ChosenHeading } from "./mapping.ts";
import { byUnit, type ImportPlan, isNumberRow } from "./plan-import.ts";
import type { Table } from "./read-table.ts";

/** The row of headings as the file has it, and what was made of it; without an origin it is only the likeliest. */
export interface ShownHeading extends Omit<ChosenHeading, "by" | "origin"> {
  origin: ChosenHeading["origin"] | null;
  /** What the columns are called. */
  cells: string[];
  /** What stands in the first row under them. */
  sample: string[];
}

/** What an import would write, as its card shows it. */
export interface RegisterPreview {
  counts: ImportPlan["counts"];
  /** 0.01 m² */
  area: number;
  /** The first few buildings. */
  areas: ImportPlan["areas"];
  valid: number;
  problems: number;
  /** The first few. */
  addresses: string[];
  /** Units that are there already. */
  known: number;
  heading: ShownHeading;
  /** Sheets that look like a register too and were not read. */
  otherSheets: string[];
}

const shownAddresses = 5;
const shownAreas = 12;
const longestCell = 60;
const mostColumns = 90;

export const previewOf = (
  { counts, area, areas, valid, problems }: ImportPlan,
  { table, sheet, others }: ChosenSheet,
  heading: ChosenHeading | undefined,
  known: number,
): RegisterPreview => ({
  counts,
  area,
  areas: areas.slice(0, shownAreas),
  valid: valid.length,
  problems: problems.length,
  addresses: [...new Set(valid.map(({ building }) => building))].slice(0, shownAddresses),
  known,
  heading: { ...shownHeading(table, heading), sheet },
  otherSheets: others,
});

const shownHeading = (table: Table, heading: ChosenHeading | undefined): Omit<ShownHeading, "sheet"> => {
  const row = heading?.row ?? likelyHeading(table);
  const under = table.slice(row + 1, row + 20);
  const sample =
    under.find((cells) => cells.filter(Boolean).length >= 2 && !isNumberRow(cells)) ?? under[0] ?? [];
  const cut = (cells: readonly string[]) =>
    cells.slice(0, mostColumns).map((cell) => cell.slice(0, longestCell));
  return {
    row,
    columns: heading?.columns ?? {},
    origin: heading?.origin ?? null,
    cells: cut(table[row] ?? []),
    sample: cut(sample),
  };
};

/** How many of the plan's units the company has already. */
export const countKnownUnits = async (
  db: Db,
  companyId: string,
  { valid }: Pick<ImportPlan, "valid">,
): Promise<number> => {
  const buildings = await db.building.findMany({ where: { companyId }, select: { id: true, address: true } });
  const named = new Set(valid.map(({ building }) => sameAs(building)));
  const met = new Map(
    buildings
      .filter(({ address }) => named.has(sameAs(address)))
      .map(({ id, address }) => [id, sameAs(address)]),
  );
  const units = await db.unit.findMany({
    where: { buildingId: { in: [...met.keys()] } },
    select: { buildingId: true, kind: true, number: true },
  });
  const known = new Set(
    units.map(({ buildingId, kind, number }) => `${met.get(buildingId)}\0${kind}\0${sameAs(number)}`),
  );
  return [...byUnit(valid).keys()].filter((key) => known.has(key)).length;
};

export const sealPreview = (vault: Vault, preview: RegisterPreview): string =>
  vault.seal(JSON.stringify(preview));

export const openPreview = (vault: Vault, sealed: string): RegisterPreview =>
  JSON.parse(vault.open(sealed)) as RegisterPreview;
