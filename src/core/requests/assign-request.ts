import type { RequestModel } from "../../database/types.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";

type AssignRefusal = "assignee-unknown" | "already-assigned";

/** Gives the request to a member of staff or a contractor; a new one counts as taken. */
export const assignRequest = (
  work: Work,
  input: { requestId: string; assigneeId: string },
): Promise<Outcome<Changed, ChangeRefusal | AssignRefusal>> =>
  changeRequest<AssignRefusal>(work, {
    requestId: input.requestId,
    act: "request.assign",
    move: "assign",
    decide: async (request) => {
      if (request.assigneeId === input.assigneeId) return refused("already-assigned");
      if (!(await works(work, request, input.assigneeId))) return refused("assignee-unknown");
      return done({
        act: "assigned",
        columns: { assigneeId: input.assigneeId, takenAt: request.takenAt ?? work.now },
        data: { assigneeId: input.assigneeId, from: request.assigneeId },
      });
    },
  });

const works = async (work: Work, request: RequestModel, personId: string): Promise<boolean> =>
  (await work.tx.role.count({
    where: {
      personId,
      companyId: request.companyId,
      kind: { in: ["administrator", "manager", "dispatcher", "contractor"] },
      revokedAt: null,
      OR: [{ buildingId: null }, { buildingId: request.buildingId }],
    },
  })) > 0;
