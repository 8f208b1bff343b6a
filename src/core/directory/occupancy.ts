import type { OccupancyKind } from "../../database/types.ts";
import type { Work } from "../work/work.ts";

/** Occupancies that hold at a moment. */
export const heldAt = (now: Date) => ({ from: { lte: now }, OR: [{ to: null }, { to: { gt: now } }] });

/** Writes that a person holds a unit from now on, verified; an occupancy that had ended begins anew. */
export const occupy = async (
  work: Work,
  {
    companyId,
    personId,
    unitId,
    kind,
  }: { companyId: string; personId: string; unitId: string; kind: OccupancyKind },
): Promise<void> => {
  const { tx, now } = work;
  const where = { personId_unitId_kind: { personId, unitId, kind } };
  const known = await tx.occupancy.findUnique({ where });
  if (!known) {
    await tx.occupancy.create({ data: { companyId, personId, unitId, kind, from: now, verifiedAt: now } });
  } else if ((known.to && known.to <= now) || known.from > now) {
    await tx.occupancy.update({ where, data: { from: now, to: null, verifiedAt: now } });
  } else {
    await tx.occupancy.update({ where, data: { verifiedAt: known.verifiedAt ?? now } });
  }
};
