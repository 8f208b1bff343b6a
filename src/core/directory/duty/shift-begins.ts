import type { Work } from "../../work/work.ts";

/** Says to whoever is on call that their shift begins, once; nothing when it was cancelled. */
export const shiftBegins = async (work: Work, { shiftId }: { shiftId: string }): Promise<void> => {
  const { tx, now } = work;
  const { count } = await tx.dutyShift.updateMany({
    where: { id: shiftId, begunAt: null, cancelledAt: null, to: { gt: now } },
    data: { begunAt: now },
  });
  if (count === 0) return;
  const { companyId } = await tx.dutyShift.findUniqueOrThrow({ where: { id: shiftId } });
  work.announce({ type: "duty.changed", companyId, shiftId, begins: true });
};
