import type { OccupancyModel } from "../../../database/types.ts";
import type { Work } from "../../work/work.ts";
import type { HoldingChange } from "../holdings-changed.ts";

/** Has the end of an occupancy told when it comes; the rights end at that moment by themselves. */
export const endLater = async (
  { tx }: Work,
  { occupancyId, companyId, to }: { occupancyId: string; companyId: string; to: Date | null },
): Promise<void> => {
  await tx.endingOccupancy.deleteMany({ where: { occupancyId } });
  if (to) await tx.endingOccupancy.create({ data: { occupancyId, companyId, to } });
};

/** Says that somebody moved out whose end has come, once; nothing when it was told or moved meanwhile. */
export const tellEnded = async (work: Work, { occupancyId }: { occupancyId: string }): Promise<void> => {
  const { tx, now } = work;
  const { count } = await tx.endingOccupancy.deleteMany({ where: { occupancyId, to: { lte: now } } });
  const held = count > 0 ? await tx.occupancy.findUnique({ where: { id: occupancyId } }) : null;
  if (!held) return;
  const { companyId, personId, unitId } = held;
  const still = { personId, unitId, OR: [{ to: null }, { to: { gt: now } }] };
  if ((await tx.occupancy.count({ where: still })) > 0) return;
  work.audit({ act: "occupancy.ended", subjectType: "person", subjectId: personId, after: { unitId } });
  work.announce({ type: "person.moved-out", companyId, personId, unitId });
};

/**
 * Gives a holding the end back that it had before a register named another, and says so. Whoever was told meanwhile that it
 * is over is told that it is not.
 */
export const restoreEnd = async (
  work: Work,
  { occupancyId, to }: { occupancyId: string; to: Date | null },
): Promise<HoldingChange | null> => {
  const { tx, now } = work;
  const held = await tx.occupancy.findUnique({ where: { id: occupancyId } });
  if (!held || held.to?.getTime() === to?.getTime()) return null;
  const { companyId, personId, unitId, kind, from } = held;
  const change = { unitId, kind, before: held, after: { from, to } };
  const told = await wasToldEnded(work, held);
  const over = to !== null && to <= now;
  await tx.occupancy.update({ where: { id: occupancyId }, data: { to } });
  await endLater(work, { occupancyId, companyId, to: told && over ? null : to });
  if (!told || over) return change;
  work.audit({ act: "occupancy.restored", subjectType: "person", subjectId: personId, after: { unitId } });
  work.announce({ type: "person.returned", companyId, personId, unitId });
  return change;
};

/** Told of an end that has come, and nothing else of theirs there goes on. */
const wasToldEnded = async (
  { tx, now }: Work,
  { id, personId, unitId, to }: OccupancyModel,
): Promise<boolean> => {
  if (to === null || to > now) return false;
  if ((await tx.endingOccupancy.count({ where: { occupancyId: id } })) > 0) return false;
  const still = { personId, unitId, OR: [{ to: null }, { to: { gt: now } }] };
  return (await tx.occupancy.count({ where: still })) === 0;
};
