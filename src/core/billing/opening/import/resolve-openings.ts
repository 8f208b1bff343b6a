import type { Db } from "../../../../database/types.ts";
import { saysAddress } from "../../../directory/find-units.ts";
import { sameAs } from "../../../directory/names.ts";
import type { Day } from "../../calendar.ts";
import type { OpeningProblem, OpeningRow } from "./parse-openings.ts";

/** A row whose unit is found. */
export interface ResolvedOpening extends Pick<OpeningRow, "row" | "debt" | "penalty" | "advance" | "due"> {
  unitId: string;
}

export interface ResolvedOpenings {
  rows: ResolvedOpening[];
  problems: OpeningProblem[];
}

/** Rows that are looked up together. */
const chunkRows = 200;

/** Looks up the unit of each row and whether its balance can be right; writes nothing, and gives the same each time. */
export const resolveOpenings = async (
  db: Db,
  { companyId, date }: { companyId: string; date: Day },
  rows: readonly OpeningRow[],
): Promise<ResolvedOpenings> => {
  const buildings = await db.building.findMany({ where: { companyId }, select: { id: true, address: true } });
  const resolved: ResolvedOpenings = { rows: [], problems: [] };
  const seen = new Set<string>();
  for (let start = 0; start < rows.length; start += chunkRows) {
    const chunk = rows.slice(start, start + chunkRows);
    const accounts = await db.billingAccount.findMany({
      where: { companyId, number: { in: chunk.flatMap(({ account }) => account ?? []) } },
      select: { number: true, unitId: true },
    });
    const units = await db.unit.findMany({
      where: { companyId, number: { in: [...new Set(chunk.flatMap(({ unit }) => unit ?? []))] } },
      select: { id: true, number: true, buildingId: true },
    });
    const placed = (row: OpeningRow): string | OpeningProblem => {
      const { row: at, account, unit, building } = row;
      const byAccount = account === null ? undefined : accounts.find(({ number }) => number === account);
      if (byAccount) return byAccount.unitId;
      if (unit === null) return { row: at, code: "account-unknown", params: { account: account ?? "" } };
      const words = building === null ? [] : sameAs(building).split(" ").filter(Boolean);
      const there = new Set(
        buildings.filter(({ address }) => saysAddress(address, words)).map(({ id }) => id),
      );
      const [one, another] = units.filter(
        ({ number, buildingId }) => number === unit && there.has(buildingId),
      );
      if (!one) return { row: at, code: "unit-unknown", params: { unit } };
      return another ? { row: at, code: "several-units", params: { unit } } : one.id;
    };
    for (const row of chunk) {
      const unitId = placed(row);
      if (typeof unitId !== "string") resolved.problems.push(unitId);
      else if (seen.has(unitId)) resolved.problems.push({ row: row.row, code: "twice" });
      else if (row.due !== null && row.due > date) resolved.problems.push({ row: row.row, code: "bad-due" });
      else {
        seen.add(unitId);
        const { row: at, debt, penalty, advance, due } = row;
        resolved.rows.push({ row: at, unitId, debt, penalty, advance, due });
      }
    }
    await new Promise(setImmediate);
  }
  return resolved;
};
