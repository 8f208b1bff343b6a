import { can } from "../../access/policy.ts";
import { fractionText } from "../../fraction.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { holdingsChanged } from "../holdings-changed.ts";
import { refuse } from "../refuse.ts";
import { exceedsWhole, largestSum } from "../share.ts";
import { endLater } from "./end-later.ts";
import { lockUnit, ownedShares, recheckShares } from "./recheck-shares.ts";

export interface NewDates {
  occupancyId: string;
  from: Date;
  /** The first moment when it is not held any more; null: until somebody says otherwise. */
  to: Date | null;
}

type DatesRefusal = "forbidden" | "not-found" | "bad-dates" | "use-move-out" | "share-over";

/** Says from when to when somebody holds a unit; an end to come ends the access by itself. */
export const changeDates = async (
  work: Work,
  { occupancyId, from, to }: NewDates,
): Promise<Outcome<{ unitId: string }, DatesRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "occupancy.dates", subjectType: "occupancy", subjectId: occupancyId };
  const held = await tx.occupancy.findUnique({ where: { id: occupancyId }, include: { unit: true } });
  if (!held) return refuse(work, attempt, "not-found");
  const { companyId, unitId } = held;
  const { buildingId } = held.unit;
  if (!can(actor, "occupancy.change", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (held.to && held.to <= now) return refuse(work, attempt, "not-found");
  if (to && to <= from) return refuse(work, attempt, "bad-dates");
  // Moving out does more than setting a date: invites and messages end with it.
  if (to && to <= now) return refuse(work, attempt, "use-move-out");
  await lockUnit(work, unitId);
  const owned = (await ownedShares(work, [unitId])).get(unitId) ?? [];
  const after = owned.map((share) => (share.occupancyId === occupancyId ? { ...share, from, to } : share));
  const sum = largestSum(after, now);
  if (exceedsWhole(sum)) return refuse(work, attempt, "share-over", { sum: fractionText(sum) });
  await tx.occupancy.update({ where: { id: occupancyId }, data: { from, to } });
  await recheckShares(work, companyId, [unitId]);
  await endLater(work, { occupancyId, companyId, to });
  holdingsChanged(work, companyId, [{ unitId, kind: held.kind, before: held, after: { from, to } }]);
  work.audit({ ...attempt, before: { from: held.from, to: held.to }, after: { from, to } });
  return done({ unitId });
};
