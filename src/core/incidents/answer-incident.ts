import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";

/** What a resident says to the incident that answered their request. */
export const incidentAnswers = ["thanked", "different"] as const;

export type IncidentAnswer = (typeof incidentAnswers)[number];

/** Notes that somebody asked and was answered with the incident; they hear of its end. */
export const answerIncident = async (
  work: Work,
  { incidentId, answer }: { incidentId: string; answer: IncidentAnswer },
): Promise<Outcome<{ number: number }, "forbidden" | "not-found">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "incident.answer", subjectType: "incident", subjectId: incidentId };
  const incident = await tx.incident.findUnique({ where: { id: incidentId } });
  if (!incident) return refuse(work, attempt, "not-found");
  const { companyId, buildingId, number } = incident;
  if (actor.kind !== "person" || !can(actor, "incident.answer", { companyId, buildingId })) {
    return refuse(work, attempt, "forbidden");
  }
  const { personId } = actor;
  await tx.incidentReader.upsert({
    where: { incidentId_personId: { incidentId, personId } },
    create: { incidentId, personId, companyId, answer, at: now },
    update: { answer, at: now },
  });
  work.audit({ ...attempt, after: { answer } });
  work.announce({ type: "incident.changed", act: "asked", companyId, incidentId, requestId: null });
  return done({ number });
};
