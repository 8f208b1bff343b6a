import { onDuty } from "../directory/duty/on-duty.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { overdueOf } from "./overdue.ts";

/**
 * Tells whoever is on duty, once in the life of a request, that nobody reacted or that the work is late.
 * The manager's id is in the history row's data, null where the company has nobody.
 */
export const escalateOverdue = (
  work: Work,
  input: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal | "already-escalated" | "not-due">> =>
  changeRequest<"already-escalated" | "not-due">(work, {
    requestId: input.requestId,
    act: "request.escalate",
    move: "escalate",
    decide: async (request) => {
      if (request.escalatedAt !== null) return refused("already-escalated");
      const due = overdueOf(request, work.now);
      if (due === null) return refused("not-due");
      return done({
        act: "escalated",
        columns: { escalatedAt: work.now },
        visibility: "internal",
        data: { due, managerId: await onDuty(work.tx, request, work.now) },
      });
    },
  });
