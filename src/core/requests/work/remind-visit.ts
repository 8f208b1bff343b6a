import { can } from "../../access/policy.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { findRequest } from "../find-request.ts";

/** Both sides of an agreed visit are reminded of it, once. One that nobody keeps any more is passed over. */
export const remindVisit = async (
  work: Work,
  { visitId }: { visitId: string },
): Promise<Outcome<null, "not-found" | "forbidden" | "not-due">> => {
  const { tx, now } = work;
  const visit = await tx.visit.findUnique({ where: { id: visitId } });
  const request = visit && (await findRequest(tx, visit.requestId));
  if (!request) return refused("not-found");
  const { companyId, requestId } = visit;
  if (!can(work.actor, "visit.remind", { companyId })) return refused("forbidden");
  const { count } = await tx.visit.updateMany({
    where: { id: visitId, state: "agreed", remindedAt: null, remindAt: { lte: now } },
    data: { remindedAt: now },
  });
  if (count === 0) return refused("not-due");
  const kept =
    request.assigneeId === visit.contractorId &&
    (request.state === "taken" || request.state === "in_progress");
  if (!kept || visit.from <= now) return refused("not-due");
  work.announce({ type: "visit.due", companyId, requestId, visitId });
  return done(null);
};
