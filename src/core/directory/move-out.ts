import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { heldAt } from "./occupancy.ts";
import { refuse } from "./refuse.ts";

/** Ends all that a person holds in a unit, and with it every right to see what belongs to the unit, at once. */
export const moveOut = async (
  work: Work,
  { personId, unitId }: { personId: string; unitId: string },
): Promise<Outcome<{ personId: string }, "forbidden" | "not-found">> => {
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
  const ended = await tx.occupancy.updateMany({
    where: { personId, unitId, ...heldAt(now) },
    data: { to: now },
  });
  if (ended.count === 0) return refuse(work, attempt, "not-found");
  work.audit({ ...attempt, before: { unitId }, after: { unitId, to: now.toISOString() } });
  return done({ personId });
};
