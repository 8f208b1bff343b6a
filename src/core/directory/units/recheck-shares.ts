import type { Work } from "../../work/work.ts";
import { exceedsWhole, type HeldShare, largestSum } from "../share.ts";

export interface OwnedShare extends HeldShare {
  occupancyId: string;
}

/** The shares of each unit that are held now or will be. */
export const ownedShares = async (
  { tx, now }: Work,
  unitIds: readonly string[],
): Promise<Map<string, OwnedShare[]>> => {
  const rows = await tx.occupancy.findMany({
    where: {
      unitId: { in: [...unitIds] },
      kind: "owner",
      shareDenominator: { not: null },
      OR: [{ to: null }, { to: { gt: now } }],
    },
    select: { id: true, unitId: true, shareNumerator: true, shareDenominator: true, from: true, to: true },
  });
  const byUnit = new Map<string, OwnedShare[]>();
  for (const { id, unitId, shareNumerator, shareDenominator, from, to } of rows) {
    if (shareNumerator === null || shareDenominator === null) continue;
    const held = { occupancyId: id, numerator: shareNumerator, denominator: shareDenominator, from, to };
    byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), held]);
  }
  return byUnit;
};

/**
 * Brings the list of units whose shares exceed the whole up to date for these units; whatever changes owners calls
 * it. Resolves to those of them that are over now.
 */
export const recheckShares = async (
  work: Work,
  companyId: string,
  unitIds: readonly string[],
): Promise<string[]> => {
  const { tx, now } = work;
  const owned = await ownedShares(work, unitIds);
  const known = await tx.shareFault.findMany({ where: { unitId: { in: [...unitIds] } } });
  const over = [...owned]
    .map(([unitId, held]) => [unitId, largestSum(held, now)] as const)
    .filter(([, sum]) => exceedsWhole(sum));
  const overIds = new Set(over.map(([unitId]) => unitId));
  const repaired = known.map(({ unitId }) => unitId).filter((unitId) => !overIds.has(unitId));
  if (repaired.length > 0) await tx.shareFault.deleteMany({ where: { unitId: { in: repaired } } });
  for (const [unitId, sum] of over) {
    const terms = { numerator: String(sum.numerator), denominator: String(sum.denominator) };
    const before = known.find((fault) => fault.unitId === unitId);
    if (before) {
      await tx.shareFault.update({ where: { unitId }, data: terms });
      continue;
    }
    const { buildingId } = await tx.unit.findUniqueOrThrow({
      where: { id: unitId },
      select: { buildingId: true },
    });
    await tx.shareFault.create({ data: { unitId, companyId, buildingId, ...terms, foundAt: now } });
  }
  return [...overIds];
};

/** Keeps two changes of a unit's owners from passing each other unseen. */
export const lockUnit = async ({ tx }: Work, unitId: string): Promise<void> => {
  await tx.$executeRaw`UPDATE "Unit" SET "number" = "number" WHERE "id" = ${unitId}`;
};
