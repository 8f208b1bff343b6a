import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { checkText, type TextMistake } from "./check-input.ts";
import { freeSource } from "./free-source.ts";
import { pausing } from "./pausing.ts";

/** A question to the resident; when the work can't go on without the answer, the clock stands until it comes. */
export const askResident = (
  work: Work,
  input: { requestId: string; text: string; pause?: boolean; source?: string | null },
): Promise<Outcome<Changed, ChangeRefusal | TextMistake>> =>
  changeRequest<TextMistake>(work, {
    requestId: input.requestId,
    act: "request.ask",
    move: "ask",
    decide: async (request) => {
      const text = checkText(input.text);
      if (!text.ok) return text;
      const pause = input.pause === true && request.state !== "deferred";
      return done({
        act: "asked",
        columns: pause ? pausing(request, "awaiting-owner", work.now) : {},
        text: text.value,
        data: { question: true, paused: pause },
        source: await freeSource(work, input.source),
      });
    },
  });
