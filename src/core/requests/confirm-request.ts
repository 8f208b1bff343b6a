import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";

/** The resident says that it is done indeed; the request closes. */
export const confirmRequest = (
  work: Work,
  input: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal>> =>
  changeRequest(work, {
    requestId: input.requestId,
    act: "request.confirm",
    move: "confirm",
    decide: () => done({ act: "confirmed", columns: { closedAt: work.now } }),
  });
