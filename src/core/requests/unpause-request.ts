import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { unpausing } from "./pausing.ts";

/** The fixing clock runs again; due times move by the time it stood. */
export const unpauseRequest = (
  work: Work,
  input: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal | "not-paused">> =>
  changeRequest<"not-paused">(work, {
    requestId: input.requestId,
    act: "request.unpause",
    move: "unpause",
    decide: (request) =>
      request.pausedAt === null
        ? refused("not-paused")
        : done({
            act: "unpaused",
            columns: unpausing(request, work.now),
            data: { reason: request.pauseReason },
          }),
  });
