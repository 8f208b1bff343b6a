import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";

/** The work on a taken request begins. */
export const startRequest = (
  work: Work,
  input: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal>> =>
  changeRequest(work, {
    requestId: input.requestId,
    act: "request.start",
    move: "start",
    decide: () => done({ act: "started" }),
  });
