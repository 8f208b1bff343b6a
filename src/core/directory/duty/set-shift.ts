import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { refuse } from "../refuse.ts";
import { dutyKinds } from "../set-on-call.ts";

export interface NewShift {
  companyId: string;
  personId: string;
  /** Null: the whole company. */
  buildingId: string | null;
  from: Date;
  to: Date;
}

export type ShiftRefusal = "forbidden" | "no-role" | "bad-dates" | "shift-too-long" | "duty-taken";

const longestDays = 31;
const dayMs = 86_400_000;

/**
 * Puts somebody on call for a time, in place of whoever is permanently; it ends by itself. A place has one shift at a
 * time.
 */
export const setShift = async (
  work: Work,
  { companyId, personId, buildingId, from, to }: NewShift,
): Promise<Outcome<{ shiftId: string }, ShiftRefusal>> => {
  const { tx, vault, actor, now } = work;
  const attempt = { act: "duty.set", subjectType: "person", subjectId: personId };
  if (!can(actor, "oncall.set", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (to <= from || to <= now) return refuse(work, attempt, "bad-dates");
  if (to.getTime() - from.getTime() > longestDays * dayMs)
    return refuse(work, attempt, "shift-too-long", { days: longestDays });
  const role = await tx.role.findFirst({
    where: {
      companyId,
      personId,
      revokedAt: null,
      kind: { in: [...dutyKinds] },
      OR: [{ buildingId: null }, { buildingId }],
    },
  });
  if (!role) return refuse(work, attempt, "no-role");
  const taken = await tx.dutyShift.findFirst({
    where: { companyId, buildingId, cancelledAt: null, from: { lt: to }, to: { gt: from } },
  });
  if (taken) {
    const holder = await tx.person.findUnique({ where: { id: taken.personId } });
    return refuse(work, attempt, "duty-taken", { name: holder ? vault.open(holder.nameSealed) : "" });
  }
  const setBy = actor.kind === "person" ? actor.personId : null;
  const { id: shiftId } = await tx.dutyShift.create({
    data: {
      companyId,
      buildingId,
      personId,
      from,
      to,
      setBy,
      createdAt: now,
      begunAt: from > now ? null : now,
    },
    select: { id: true },
  });
  work.audit({ ...attempt, after: { shiftId, buildingId, from, to } });
  work.announce({ type: "duty.changed", companyId, shiftId });
  return done({ shiftId });
};
