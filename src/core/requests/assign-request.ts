import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { findRequest } from "./find-request.ts";
import { endWork } from "./work/end-work.ts";
import { endOffers, makeOffer, waitingOffer } from "./work/offers.ts";
import { worksHere } from "./work/works-here.ts";

type AssignRefusal = "assignee-unknown" | "already-assigned" | "already-offered";

interface Assignment {
  requestId: string;
  assigneeId: string;
}

/**
 * Gives the request to a member of staff, and a new one counts as taken. To a contractor it is offered: nothing
 * changes hands until they accept.
 */
export const assignRequest = async (
  work: Work,
  input: Assignment,
): Promise<Outcome<Changed, ChangeRefusal | AssignRefusal>> => {
  const request = await findRequest(work.tx, input.requestId);
  const as = request && (await worksHere(work.tx, request, input.assigneeId));
  return as === "contractor" ? offer(work, input) : assign(work, input, as === "desk");
};

const assign = async (work: Work, { requestId, assigneeId }: Assignment, works: boolean) => {
  const outcome = await changeRequest<AssignRefusal>(work, {
    requestId,
    act: "request.assign",
    move: "assign",
    decide: (request) => {
      // Who was only named for a new request still has to take it.
      if (request.assigneeId === assigneeId && request.takenAt !== null) return refused("already-assigned");
      if (!works) return refused("assignee-unknown");
      return done({
        act: "assigned",
        columns: { assigneeId, takenAt: request.takenAt ?? work.now },
        data: { assigneeId, from: request.assigneeId },
      });
    },
  });
  if (outcome.ok) {
    await endOffers(work, requestId, ["offered", "accepted"]);
    await endWork(work, requestId, { butOf: assigneeId });
  }
  return outcome;
};

const offer = async (work: Work, { requestId, assigneeId }: Assignment) => {
  const outcome = await changeRequest<AssignRefusal>(work, {
    requestId,
    act: "request.assign",
    move: "offer",
    decide: async (request) => {
      if (request.assigneeId === assigneeId) return refused("already-assigned");
      if ((await waitingOffer(work.tx, requestId))?.contractorId === assigneeId)
        return refused("already-offered");
      return done({ act: "offered", visibility: "internal", data: { contractorId: assigneeId } });
    },
  });
  if (outcome.ok)
    await makeOffer(work, {
      companyId: outcome.value.request.companyId,
      requestId,
      contractorId: assigneeId,
      offeredBy: actorIdOf(work),
    });
  return outcome;
};
