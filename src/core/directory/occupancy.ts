import type { OccupancyKind, OccupancyModel, Proof } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { holdingsChanged } from "./holdings-changed.ts";

/** Occupancies that hold at a moment. */
export const heldAt = (now: Date) => ({ from: { lte: now }, OR: [{ to: null }, { to: { gt: now } }] });

/** How somebody's holding of a unit was proved, and by whom of the staff. */
export interface Verification {
  how: Proof;
  by: string | null;
}

export const verifiedNow = ({ now }: Pick<Work, "now">, { how, by }: Verification) => ({
  verifiedAt: now,
  verifiedHow: how,
  verifiedBy: by,
});

export interface NewOccupancy {
  companyId: string;
  personId: string;
  unitId: string;
  kind: OccupancyKind;
  verification: Verification;
}

/**
 * Writes that a person holds a unit from now on, verified. One that had ended begins anew; its former time stays in
 * the unit's history, without the name.
 */
export const occupy = async (
  work: Work,
  { companyId, personId, unitId, kind, verification }: NewOccupancy,
): Promise<void> => {
  const { tx, now } = work;
  const verified = verifiedNow(work, verification);
  const where = { personId_unitId_kind: { personId, unitId, kind } };
  const known = await tx.occupancy.findUnique({ where });
  const holds = { from: now, to: null };
  const begins = () => holdingsChanged(work, companyId, [{ unitId, kind, before: known, after: holds }]);
  if (!known) {
    await tx.occupancy.create({ data: { companyId, personId, unitId, kind, ...holds, ...verified } });
    begins();
  } else if (known.to && known.to <= now) {
    await keepPast(work, { ...known, to: known.to });
    // What was owned then need not be owned now.
    const begun = { ...holds, shareNumerator: null, shareDenominator: null };
    await tx.occupancy.update({ where, data: { ...begun, ...verified } });
    begins();
  } else if (known.from > now) {
    await tx.occupancy.update({ where, data: { ...holds, ...verified } });
    begins();
  } else if (!known.verifiedAt) {
    await tx.occupancy.update({ where, data: verified });
  }
};

type Past = Pick<
  OccupancyModel,
  "companyId" | "unitId" | "kind" | "shareNumerator" | "shareDenominator" | "from"
> & { to: Date };

/** Remembers that somebody held the unit, before the row that said so begins anew. */
export const keepPast = async (
  { tx }: Work,
  { companyId, unitId, kind, shareNumerator, shareDenominator, from, to }: Past,
): Promise<void> => {
  await tx.pastOccupancy.create({
    data: { companyId, unitId, kind, shareNumerator, shareDenominator, from, to },
  });
};

/** Marks all that a person holds now and that nobody has verified yet. */
export const verifyAllHeld = async (
  work: Work,
  personId: string,
  verification: Verification,
): Promise<void> => {
  await work.tx.occupancy.updateMany({
    where: { personId, verifiedAt: null, ...heldAt(work.now) },
    data: verifiedNow(work, verification),
  });
};
