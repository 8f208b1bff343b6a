import type { Work } from "../../work/work.ts";
import type { HoldingChange } from "../holdings-changed.ts";
import { restoreEnd } from "../units/end-later.ts";

/** What an import may change of a holding; moments are texts in a trace. */
interface OccupancyBefore {
  shareNumerator: number | null;
  shareDenominator: number | null;
  to: string | null;
}

/** What an import may change of a unit; of it the area is what is reckoned by. */
interface UnitBefore {
  area: number | null;
}

/** So many rows, then others get a turn. */
const atOnce = 20;

export interface Restored {
  /** Whether units have other areas again. */
  areas: boolean;
  holdings: HoldingChange[];
}

/** Gives the rows that an import changed back what they said before it. */
export const restoreChanged = async (work: Work, importId: string): Promise<Restored> => {
  const { tx } = work;
  const restored: Restored = { areas: false, holdings: [] };
  const changes = await tx.registerTrace.findMany({ where: { importId, before: { not: null } } });
  for (const [at, { subject, subjectId: id, before }] of changes.entries()) {
    if (at % atOnce === 0) await new Promise(setImmediate);
    const data: unknown = JSON.parse(before ?? "{}");
    if (subject === "Unit" && (await restoreUnit(work, id, data as UnitBefore))) restored.areas = true;
    if (subject !== "Occupancy") continue;
    const change = await restoreOccupancy(work, id, data as OccupancyBefore);
    if (change) restored.holdings.push(change);
  }
  return restored;
};

/** Whether its area is another than it was. */
const restoreUnit = async ({ tx }: Work, id: string, before: UnitBefore): Promise<boolean> => {
  const unit = await tx.unit.findUnique({ where: { id }, select: { area: true } });
  if (!unit) return false;
  await tx.unit.update({ where: { id }, data: before });
  return unit.area !== before.area;
};

const restoreOccupancy = async (
  work: Work,
  id: string,
  before: OccupancyBefore,
): Promise<HoldingChange | null> => {
  const { shareNumerator, shareDenominator } = before;
  await work.tx.occupancy.updateMany({ where: { id }, data: { shareNumerator, shareDenominator } });
  return restoreEnd(work, { occupancyId: id, to: before.to === null ? null : new Date(before.to) });
};
