import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import { subjectOf } from "../requests/change-request.ts";
import { findRequest } from "../requests/find-request.ts";
import type { Work } from "../work/work.ts";

/** Ticks an item off, or takes the tick back; two taps by two people leave what each of them meant. */
export const tickItem = async (
  work: Work,
  { requestId, position, ticked }: { requestId: string; position: number; ticked: boolean },
): Promise<Outcome<{ left: number }, "not-found" | "forbidden" | "ended">> => {
  const attempt = { act: "checklist.tick", subjectType: "request", subjectId: requestId };
  const request = await findRequest(work.tx, requestId);
  if (!request) return refuse(work, attempt, "not-found");
  if (!can(work.actor, "checklist.tick", subjectOf(request))) return refuse(work, attempt, "forbidden");
  if (request.closedAt !== null || request.state === "declined") return refuse(work, attempt, "ended");
  const doneBy = work.actor.kind === "person" ? work.actor.personId : null;
  const { count } = await work.tx.checklistItem.updateMany({
    where: { requestId, position, doneAt: ticked ? null : { not: null } },
    data: ticked ? { doneAt: work.now, doneBy } : { doneAt: null, doneBy: null },
  });
  const left = await work.tx.checklistItem.count({ where: { requestId, doneAt: null } });
  if (count > 0) {
    work.audit({ ...attempt, after: { position, ticked } });
    work.announce({ type: "checklist.changed", companyId: request.companyId, requestId });
  }
  return done({ left });
};
