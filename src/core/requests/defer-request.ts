import type { RequestModel } from "../../database/types.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest, stateBeforeDeferral } from "./change-request.ts";
import { checkOptionalText } from "./check-input.ts";
import { daysAfter, limits } from "./limits.ts";
import { pausing } from "./pausing.ts";

type DeferRefusal = "date-in-past" | "date-too-far" | "text-too-long";

/** Puts the request off until a date, when it comes back by itself to where it was; the clock stands meanwhile. */
export const deferRequest = (
  work: Work,
  input: { requestId: string; until: Date; reason?: string | null },
): Promise<Outcome<Changed, ChangeRefusal | DeferRefusal>> =>
  changeRequest<DeferRefusal>(work, {
    requestId: input.requestId,
    act: "request.defer",
    move: "defer",
    decide: async (request) => {
      if (!(input.until > work.now)) return refused("date-in-past");
      if (input.until > daysAfter(work.now, limits.deferDays)) return refused("date-too-far");
      const reason = checkOptionalText(input.reason);
      if (!reason.ok) return reason;
      return done({
        act: "deferred",
        columns: { deferredUntil: input.until, ...pausing(request, "deferred", work.now) },
        text: reason.value,
        data: { until: input.until.toISOString(), from: await wasIn(work, request) },
      });
    },
  });

const wasIn = async (work: Work, request: RequestModel) =>
  request.state === "deferred" ? stateBeforeDeferral(work, request) : request.state;
