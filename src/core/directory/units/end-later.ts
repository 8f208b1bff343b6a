import type { Work } from "../../work/work.ts";

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
