import type { IncidentModel } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import type { IncidentAct } from "./events.ts";

export type ChangeRefusal = "forbidden" | "not-found" | "ended" | "conflict";

type Columns = Partial<
  Pick<IncidentModel, "state" | "endedAt" | "endedBy" | "expectedEndAt" | "textsSealed" | "remindedAt">
>;

interface Change<Refusal extends string> {
  incidentId: string;
  act: Exclude<IncidentAct, "asked" | "linked" | "overdue">;
  decide(incident: IncidentModel): Outcome<Columns, Refusal>;
}

/** Changes an incident that lasts, by compare-and-set: of two who end it at once one is told that it is over. */
export const changeIncident = async <Refusal extends string>(
  work: Work,
  { incidentId, act, decide }: Change<Refusal>,
): Promise<Outcome<IncidentModel, Refusal | ChangeRefusal>> => {
  const { tx, actor } = work;
  const attempt = { act: `incident.${act}`, subjectType: "incident", subjectId: incidentId };
  const incident = await tx.incident.findUnique({ where: { id: incidentId } });
  if (!incident) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = incident;
  if (!can(actor, "incident.manage", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (incident.state === "ended") return refuse(work, attempt, "ended", { number: incident.number });
  const decided = decide(incident);
  if (!decided.ok) return refuse(work, attempt, decided.code, decided.params);
  const changed = await tx.incident.updateMany({
    where: { id: incidentId, version: incident.version },
    data: { ...decided.value, version: { increment: 1 } },
  });
  if (changed.count === 0) return refused("conflict");
  const after = await tx.incident.findUniqueOrThrow({ where: { id: incidentId } });
  work.audit({
    ...attempt,
    before: { state: incident.state, expectedEndAt: incident.expectedEndAt.toISOString() },
    after: { state: after.state, expectedEndAt: after.expectedEndAt.toISOString() },
  });
  work.announce({ type: "incident.changed", act, companyId, incidentId, requestId: null });
  return done(after);
};
