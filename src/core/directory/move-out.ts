import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { holdingsChanged } from "./holdings-changed.ts";
import { heldAt } from "./occupancy.ts";
import { refuse } from "./refuse.ts";
import { recheckShares } from "./units/recheck-shares.ts";

export interface MovedOut {
  personId: string;
  /** Whether the person holds nothing here any more: no unit and no role. */
  outside: boolean;
}

/**
 * Ends all that a person holds in a unit or was to hold, and with it every right to see what belongs to the unit, at
 * once. Codes that would let the person back in are worth nothing any more. The unit keeps its history.
 */
export const moveOut = async (
  work: Work,
  { personId, unitId }: { personId: string; unitId: string },
): Promise<Outcome<MovedOut, "forbidden" | "not-found">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "occupancy.end", subjectType: "person", subjectId: personId };
  const unit = await tx.unit.findUnique({
    where: { id: unitId },
    select: { companyId: true, buildingId: true },
  });
  if (!unit) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = unit;
  if (!can(actor, "occupancy.end", { companyId, buildingId, unitId, authorId: personId })) {
    return refuse(work, attempt, "forbidden");
  }
  const before = await tx.occupancy.findMany({
    where: { personId, unitId, OR: [{ to: null }, { to: { gt: now } }] },
  });
  // What was to begin later never does: it ends where it was to begin.
  const future = await tx.occupancy.deleteMany({ where: { personId, unitId, from: { gt: now } } });
  const ended = await tx.occupancy.updateMany({
    where: { personId, unitId, ...heldAt(now) },
    data: { to: now },
  });
  if (ended.count + future.count === 0) return refuse(work, attempt, "not-found");
  const left = await tx.occupancy.count({ where: { personId, OR: [{ to: null }, { to: { gt: now } }] } });
  const roles = await tx.role.count({ where: { personId, revokedAt: null } });
  if (left === 0) {
    await tx.invite.updateMany({
      where: { personId, usedAt: null, role: null, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
  }
  await recheckShares(work, companyId, [unitId]);
  work.audit({ ...attempt, before: { unitId }, after: { unitId, to: now.toISOString() } });
  holdingsChanged(
    work,
    companyId,
    before.map(({ kind, from, to }) => ({
      unitId,
      kind,
      before: { from, to },
      after: from > now ? null : { from, to: now },
    })),
  );
  work.announce({ type: "person.moved-out", companyId, personId, unitId });
  return done({ personId, outside: left === 0 && roles === 0 });
};
