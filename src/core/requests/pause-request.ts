import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { type PauseReason, pauseReasons, pausing } from "./pausing.ts";

type PauseRefusal = "already-paused" | "reason-unknown";

/** The fixing clock stands: nobody lets the fitter in, or the owner has to decide. */
export const pauseRequest = (
  work: Work,
  input: { requestId: string; reason: string },
): Promise<Outcome<Changed, ChangeRefusal | PauseRefusal>> =>
  changeRequest<PauseRefusal>(work, {
    requestId: input.requestId,
    act: "request.pause",
    move: "pause",
    decide: (request) => {
      if (!isPauseReason(input.reason)) return refused("reason-unknown");
      if (request.pausedAt !== null) return refused("already-paused");
      return done({
        act: "paused",
        columns: pausing(request, input.reason, work.now),
        data: { reason: input.reason },
      });
    },
  });

const isPauseReason = (reason: string): reason is PauseReason =>
  (pauseReasons as readonly string[]).includes(reason);
