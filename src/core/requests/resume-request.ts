import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { unpausing } from "./pausing.ts";

/** A deferred request comes back to where it was: by staff at any time, by itself when its date has come. */
export const resumeRequest = (
  work: Work,
  input: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal | "not-due">> =>
  changeRequest<"not-due">(work, {
    requestId: input.requestId,
    act: "request.resume",
    move: "resume",
    decide: (request, to) => {
      const automatic = work.actor.kind === "system";
      if (automatic && (request.deferredUntil === null || request.deferredUntil > work.now))
        return refused("not-due");
      return done({
        act: "resumed",
        columns: { deferredUntil: null, ...unpausing(request, work.now) },
        data: { to, automatic },
      });
    },
  });
