import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import { completeRequest } from "../requests/complete-request.ts";
import { takeRequest } from "../requests/take-request.ts";
import type { Work } from "../work/work.ts";

/** So many at a press: a transaction must stay short. */
const atOnce = 25;

/**
 * Reports the linked requests as done, once the incident is over; their authors are asked whether it is so, as always.
 * `left` are those that another press takes.
 */
export const closeLinked = async (
  work: Work,
  { incidentId, report }: { incidentId: string; report: string },
): Promise<Outcome<{ closed: number; left: number }, "forbidden" | "not-found" | "not-ended">> => {
  const { tx, actor } = work;
  const attempt = { act: "incident.close-linked", subjectType: "incident", subjectId: incidentId };
  const incident = await tx.incident.findUnique({ where: { id: incidentId } });
  if (!incident) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = incident;
  if (!can(actor, "incident.manage", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (incident.state !== "ended") return refuse(work, attempt, "not-ended");
  const open = await openLinked(work, incidentId);
  let closed = 0;
  for (const { id, state } of open.slice(0, atOnce)) {
    if (state === "new") await takeRequest(work, { requestId: id });
    if ((await completeRequest(work, { requestId: id, report })).ok) closed += 1;
  }
  work.audit({ ...attempt, after: { closed } });
  // The card shows how many are left.
  work.announce({ type: "incident.changed", act: "asked", companyId, incidentId, requestId: null });
  return done({ closed, left: open.length - closed });
};

/** Linked requests that are still to be done; deferred ones keep their date. */
export const openLinked = async ({ tx }: Pick<Work, "tx">, incidentId: string) => {
  const links = await tx.incidentRequest.findMany({ where: { incidentId }, select: { requestId: true } });
  return tx.request.findMany({
    where: {
      id: { in: links.map(({ requestId }) => requestId) },
      state: { in: ["new", "taken", "in_progress"] },
    },
    select: { id: true, state: true },
    orderBy: { number: "asc" },
  });
};
