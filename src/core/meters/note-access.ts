import { can } from "../access/policy.ts";
import { dayAt, monthOf } from "../billing/calendar.ts";
import { factsChanged } from "../billing/month/facts-changed.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { meterPolicy } from "./policy.ts";

/**
 * Notes that staff were not let in to look at a unit's meters, once a day; or that they were let in after all, which
 * ends what was noted (Rules 354, item 60(3)).
 */
export const noteAccess = async (
  work: Work,
  { unitId, let: wasLetIn }: { unitId: string; let: "in" | "out" },
): Promise<Outcome<{ denied: number }, "not-found" | "forbidden">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "access.note", subjectType: "unit", subjectId: unitId };
  const unit = await tx.unit.findUnique({
    where: { id: unitId },
    include: { building: { include: { company: { select: { policyPack: true } } } } },
  });
  if (!unit) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = unit;
  if (!can(actor, "access.note", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const day = dayAt(now, unit.building.timeZone);
  const open = { where: { unitId, endedOn: null } };
  const before = await tx.deniedAccess.count(open);
  if (wasLetIn === "in") await tx.deniedAccess.updateMany({ ...open, data: { endedOn: day } });
  else
    await tx.deniedAccess.upsert({
      where: { unitId_day: { unitId, day } },
      create: {
        companyId,
        unitId,
        day,
        notedBy: actor.kind === "person" ? actor.personId : null,
        createdAt: now,
      },
      update: { endedOn: null },
    });
  const denied = await tx.deniedAccess.count(open);
  // So often that the norm serves, or no longer.
  const { deniedTimes } = meterPolicy(unit.building.company.policyPack, day);
  if (denied >= deniedTimes !== before >= deniedTimes)
    await factsChanged(work, companyId, { since: monthOf(day) });
  work.audit({ ...attempt, after: { let: wasLetIn, denied } });
  return done({ denied });
};
