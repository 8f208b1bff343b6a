import type { Db } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";
import type { Work } from "../../work/work.ts";
import { tidy } from "../names.ts";
import type { Columns, Heading } from "./columns.ts";

/** Where the columns of one register stand, and how that is known. */
export interface ChosenHeading extends Heading {
  origin: "suggested" | "remembered" | "chosen";
  /** Who chose it. */
  by: string | null;
  /** The sheet of the workbook; null: the file has no sheets. */
  sheet: string | null;
}

/** The same for every file whose row of headings says the same, however it is spaced and written. */
export const fingerprintOf = (vault: Vault, cells: readonly string[]): string => {
  const said = cells.map((cell) => tidy(cell).toLowerCase());
  const last = said.findLastIndex((cell) => cell !== "");
  return vault.hash("register-heading", said.slice(0, last + 1).join("\0"));
};

/** Gives the columns that a company's staff chose for a row of headings once; undefined for a new one. */
export const rememberedColumns = async (
  db: Db,
  vault: Vault,
  companyId: string,
): Promise<(row: readonly string[]) => Columns | undefined> => {
  const rows = await db.columnMapping.findMany({ where: { companyId } });
  const known = new Map(
    rows.map(({ fingerprint, columns }) => [fingerprint, JSON.parse(columns) as Columns]),
  );
  return (row) => (known.size === 0 ? undefined : known.get(fingerprintOf(vault, row)));
};

export interface NewMapping {
  companyId: string;
  cells: readonly string[];
  columns: Columns;
  by: string | null;
}

/** The next file with these headings is read in the same way. */
export const rememberColumns = async (
  { tx, vault, now }: Work,
  { companyId, cells, columns, by }: NewMapping,
): Promise<void> => {
  const fingerprint = fingerprintOf(vault, cells);
  const headings = cells.filter((cell) => cell.trim() !== "").join(" · ");
  const data = {
    columns: JSON.stringify(columns),
    headingsSealed: vault.seal(headings.slice(0, 500)),
    changedBy: by,
    changedAt: now,
  };
  const where = { companyId_fingerprint: { companyId, fingerprint } };
  await tx.columnMapping.upsert({ where, create: { companyId, fingerprint, ...data }, update: data });
};

export interface Mapping {
  fingerprint: string;
  headings: string;
  changedAt: Date;
}

export const listMappings = async (db: Db, vault: Vault, companyId: string): Promise<Mapping[]> => {
  const rows = await db.columnMapping.findMany({
    where: { companyId },
    orderBy: { changedAt: "desc" },
    take: 20,
  });
  return rows.map(({ fingerprint, headingsSealed, changedAt }) => ({
    fingerprint,
    headings: vault.open(headingsSealed),
    changedAt,
  }));
};
