import type { RequestModel } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { incidentBehind, openIncidents } from "./find-incidents.ts";
import { type IncidentPlace, isAbout, reaches } from "./place.ts";

const hoursBefore = 24;

interface Linking extends IncidentPlace {
  id: string;
  companyId: string;
  categoryKey: string;
}

/** Links the requests that were filed shortly before the incident was known and that it explains. Resolves to how many. */
export const linkOpenRequests = async (work: Work, incident: Linking): Promise<number> => {
  const { tx, now } = work;
  const requests = await tx.request.findMany({
    where: {
      companyId: incident.companyId,
      buildingId: incident.buildingId,
      state: { in: ["new", "taken", "in_progress", "deferred"] },
      createdAt: { gt: new Date(now.getTime() - hoursBefore * 3_600_000) },
    },
    select: { id: true, unitId: true, buildingId: true, category: { select: { key: true } } },
    orderBy: { number: "asc" },
    take: 500,
  });
  const units = await unitsOf(
    work,
    requests.flatMap(({ unitId }) => unitId ?? []),
  );
  const explained = requests.filter(
    ({ unitId, buildingId, category }) =>
      isAbout(incident.categoryKey, category.key) &&
      reaches(incident, { buildingId, unit: unitId === null ? null : (units.get(unitId) ?? null) }),
  );
  for (const { id } of explained) await link(work, incident, id);
  return explained.length;
};

/**
 * A request came while an incident lasts that may be its cause: it is linked, unless its author said that it is another
 * case. Emergencies come this way: they are never held up by an incident.
 */
export const linkFiledRequest = async (
  work: Work,
  request: Pick<RequestModel, "id" | "companyId" | "buildingId" | "unitId" | "authorId">,
  categoryKey: string,
): Promise<void> => {
  const { tx, vault } = work;
  const { buildingId, unitId, authorId } = request;
  const incidents = await openIncidents(tx, vault, [buildingId]);
  if (incidents.length === 0) return;
  const units = await unitsOf(work, unitId ? [unitId] : []);
  const unit = unitId === null ? null : (units.get(unitId) ?? null);
  const incident = incidentBehind(incidents, { buildingId, unit }, categoryKey);
  if (!incident) return;
  const reader = await tx.incidentReader.findUnique({
    where: { incidentId_personId: { incidentId: incident.id, personId: authorId } },
  });
  if (reader?.answer === "different") return;
  await link(work, incident, request.id);
};

const unitsOf = async ({ tx }: Work, ids: readonly string[]) => {
  const units = await tx.unit.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, entrance: true, riser: true },
  });
  return new Map(units.map((unit) => [unit.id, unit]));
};

const link = async (work: Work, { id, companyId }: { id: string; companyId: string }, requestId: string) => {
  const where = { incidentId_requestId: { incidentId: id, requestId } };
  if (await work.tx.incidentRequest.findUnique({ where })) return;
  await work.tx.incidentRequest.create({
    data: {
      incidentId: id,
      requestId,
      companyId,
      linkedBy: work.actor.kind === "person" ? work.actor.personId : null,
      createdAt: work.now,
    },
  });
  work.announce({ type: "incident.changed", act: "linked", companyId, incidentId: id, requestId });
};
