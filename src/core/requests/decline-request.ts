import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { checkText, type TextMistake } from "./check-input.ts";
import { unpausing } from "./pausing.ts";
import { endOffers } from "./work/offers.ts";

/** The request will not be done, for a reason that the resident reads. */
export const declineRequest = async (
  work: Work,
  input: { requestId: string; reason: string },
): Promise<Outcome<Changed, ChangeRefusal | TextMistake>> => {
  const outcome = await changeRequest<TextMistake>(work, {
    requestId: input.requestId,
    act: "request.decline",
    move: "decline",
    decide: (request) => {
      const reason = checkText(input.reason);
      if (!reason.ok) return reason;
      return done({
        act: "declined",
        columns: { deferredUntil: null, ...unpausing(request, work.now) },
        text: reason.value,
      });
    },
  });
  if (outcome.ok) await endOffers(work, input.requestId, ["offered"]);
  return outcome;
};
