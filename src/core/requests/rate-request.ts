import type { RequestModel } from "../../database/types.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { checkOptionalText } from "./check-input.ts";
import { freeSource } from "./free-source.ts";
import { daysAfter, limits } from "./limits.ts";

/** Why a rating is as it is; texts are in the locales. */
export const ratingReasons = [
  "speed",
  "quality",
  "politeness",
  "tidiness",
  "communication",
  "other",
] as const;

type RateRefusal = "forbidden" | "rating-out-of-range" | "reason-unknown" | "text-too-long" | "too-late";

/** The author's rating of the finished work, 1 to 5; may be changed for 7 days. Nobody else can set it. */
export const rateRequest = (
  work: Work,
  input: {
    requestId: string;
    rating: number;
    reasons?: readonly string[];
    comment?: string | null;
    /** The message that the comment was typed in: platform:chat:message. */
    source?: string | null;
  },
): Promise<Outcome<Changed, ChangeRefusal | RateRefusal>> =>
  changeRequest<RateRefusal>(work, {
    requestId: input.requestId,
    act: "request.rate",
    move: "rate",
    decide: async (request) => {
      if (request.authorId !== actorIdOf(work)) return refused("forbidden");
      const { rating } = input;
      if (!Number.isInteger(rating) || rating < 1 || rating > 5)
        return refused("rating-out-of-range", { min: 1, max: 5 });
      const reasons = [...new Set(input.reasons ?? [])];
      if (reasons.some((reason) => !(ratingReasons as readonly string[]).includes(reason)))
        return refused("reason-unknown");
      const comment = checkOptionalText(input.comment);
      if (!comment.ok) return comment;
      const first = request.rating === null ? null : await firstRatedAt(work, request);
      if (first && work.now > daysAfter(first, limits.rerateDays))
        return refused("too-late", { days: limits.rerateDays });
      return done({
        act: "rated",
        columns: { rating, ratingReason: reasons.length > 0 ? reasons.join(",") : null },
        text: comment.value,
        data: { rating, reasons: reasons.join(","), before: request.rating },
        source: await freeSource(work, input.source),
      });
    },
  });

/** A return took the earlier rating away: only ratings of the present work count. */
const firstRatedAt = async (work: Work, request: RequestModel): Promise<Date | null> => {
  const event = await work.tx.requestEvent.findFirst({
    where: {
      requestId: request.id,
      kind: "rated",
      ...(request.doneAt ? { at: { gte: request.doneAt } } : {}),
    },
    orderBy: { id: "asc" },
    select: { at: true },
  });
  return event?.at ?? null;
};
