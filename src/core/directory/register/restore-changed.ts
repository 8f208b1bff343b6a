import type { Work } from "../../work/work.ts";
import { restoreEnd } from "../units/end-later.ts";

/** What an import may change of a holding; moments are texts in a trace. */
interface OccupancyBefore {
  shareNumerator: number | null;
  shareDenominator: number | null;
  to: string | null;
}

/** So many rows, then others get a turn. */
const atOnce = 20;

/** Gives the rows that an import changed back what they said before it. */
export const restoreChanged = async (work: Work, importId: string): Promise<void> => {
  const { tx } = work;
  const changes = await tx.registerTrace.findMany({ where: { importId, before: { not: null } } });
  for (const [at, { subject, subjectId: id, before }] of changes.entries()) {
    if (at % atOnce === 0) await new Promise(setImmediate);
    const data: unknown = JSON.parse(before ?? "{}");
    if (subject === "Unit") await tx.unit.updateMany({ where: { id }, data: data as object });
    if (subject === "Occupancy") await restoreOccupancy(work, id, data as OccupancyBefore);
  }
};

const restoreOccupancy = async (work: Work, id: string, before: OccupancyBefore): Promise<void> => {
  const { shareNumerator, shareDenominator } = before;
  await work.tx.occupancy.updateMany({ where: { id }, data: { shareNumerator, shareDenominator } });
  await restoreEnd(work, { occupancyId: id, to: before.to === null ? null : new Date(before.to) });
};
