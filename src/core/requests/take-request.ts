import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { personName } from "./person-name.ts";
import { endOffers } from "./work/offers.ts";

/** The actor takes a new request; of two presses one wins, the other is told who has it. */
export const takeRequest = async (
  work: Work,
  input: { requestId: string },
): Promise<Outcome<Changed, ChangeRefusal | "already-taken">> => {
  const outcome = await changeRequest<"already-taken">(work, {
    requestId: input.requestId,
    act: "request.take",
    move: "take",
    decide: () =>
      done({
        act: "taken",
        columns: { assigneeId: actorIdOf(work), takenAt: work.now },
        data: { assigneeId: actorIdOf(work) },
      }),
    explain: async (request) => {
      if (request.state !== "taken" && request.state !== "in_progress") return null;
      const who = await personName(work.tx, work.vault, request.assigneeId);
      return refused("already-taken", { number: request.number, who: who ?? "" });
    },
  });
  if (outcome.ok) await endOffers(work, input.requestId, ["offered"]);
  return outcome;
};
