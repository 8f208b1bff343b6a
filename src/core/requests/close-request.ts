import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { daysAfter, limits } from "./limits.ts";

/** Done and nobody said otherwise for 7 days: the request closes by itself. */
export const closeRequest = (
  work: Work,
  input: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal | "not-due">> =>
  changeRequest<"not-due">(work, {
    requestId: input.requestId,
    act: "request.close",
    move: "close",
    decide: (request) =>
      request.doneAt === null || daysAfter(request.doneAt, limits.silentDays) > work.now
        ? refused("not-due")
        : done({ act: "closed", columns: { closedAt: work.now }, data: { automatic: true } }),
  });
