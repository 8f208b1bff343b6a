import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { refuse } from "../refuse.ts";

/** Ends a shift before its time, or before it begins. */
export const cancelShift = async (
  work: Work,
  { shiftId }: { shiftId: string },
): Promise<Outcome<{ personId: string }, "forbidden" | "not-found" | "wrong-state">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "duty.cancel", subjectType: "shift", subjectId: shiftId };
  const shift = await tx.dutyShift.findUnique({ where: { id: shiftId } });
  if (!shift) return refuse(work, attempt, "not-found");
  const { companyId, buildingId, personId } = shift;
  if (!can(actor, "oncall.set", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const { count } = await tx.dutyShift.updateMany({
    where: { id: shiftId, cancelledAt: null, to: { gt: now } },
    data: { cancelledAt: now },
  });
  if (count === 0) return refuse(work, attempt, "wrong-state");
  work.audit({ ...attempt, after: { personId } });
  work.announce({ type: "duty.changed", companyId, shiftId });
  return done({ personId });
};
