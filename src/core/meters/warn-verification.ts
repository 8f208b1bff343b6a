import { addDays, dayAt } from "../billing/calendar.ts";
import { heldAt } from "../directory/occupancy.ts";
import { audienceOf } from "../directory/who-gets.ts";
import type { Work } from "../work/work.ts";
import { verificationWarnings } from "./policy.ts";

/** Tells the people of a unit, once for each of the days named by the policy, that a meter's verification runs out. */
export const warnVerification = async (work: Work, { meterId }: { meterId: string }): Promise<void> => {
  const { tx, now } = work;
  const meter = await tx.meter.findUnique({ where: { id: meterId } });
  if (!meter?.verifiedUntil || meter.removed) return;
  const { timeZone } = await tx.building.findUniqueOrThrow({ where: { id: meter.buildingId } });
  const today = dayAt(now, timeZone);
  const { verifiedUntil, companyId, unitId } = meter;
  // The narrowest of the warnings that are due: who was told late is told once.
  const due = [...verificationWarnings]
    .sort((a, b) => a - b)
    .find((days) => addDays(today, days) >= verifiedUntil);
  if (due === undefined) return;
  const warnedFor = `${verifiedUntil} ${due}`;
  const { count } = await tx.meter.updateMany({
    where: { id: meterId, OR: [{ warnedFor: null }, { warnedFor: { not: warnedFor } }] },
    data: { warnedFor },
  });
  if (count === 0) return;
  const held = unitId
    ? await tx.occupancy.findMany({
        where: { unitId, kind: { in: [...(await audienceOf(tx, companyId, "meter"))] }, ...heldAt(now) },
        select: { personId: true },
      })
    : [];
  work.audit({
    act: "meter.warn",
    subjectType: "meter",
    subjectId: meterId,
    after: { verifiedUntil, days: due },
  });
  for (const personId of new Set(held.map((each) => each.personId)))
    work.announce({ type: "meter.expiring", companyId, meterId, personId, until: verifiedUntil });
};
