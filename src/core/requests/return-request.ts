import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { checkFiles, checkText, type FilesMistake, type TextMistake } from "./check-input.ts";
import { freeSource } from "./free-source.ts";
import { mayComeBack, type NoReturn } from "./may-come-back.ts";
import { raisePriority } from "./raise-priority.ts";

type ReturnRefusal = TextMistake | FilesMistake | NoReturn;

/**
 * The resident says why it is not done: the work goes on under the due times it had, nearer ones if the reason is an
 * emergency. A closed request comes back once, within 14 days.
 */
export const returnRequest = async (
  work: Work,
  input: { requestId: string; reason: string; files?: readonly NewFile[]; source?: string | null },
): Promise<Outcome<Changed, ChangeRefusal | ReturnRefusal>> => {
  const files = input.files ?? [];
  const outcome = await changeRequest<ReturnRefusal>(work, {
    requestId: input.requestId,
    act: "request.return",
    move: "return",
    decide: async (request) => {
      const reason = checkText(input.reason);
      if (!reason.ok) return reason;
      const counted = checkFiles(files);
      if (!counted.ok) return counted;
      const back = await mayComeBack(work, request);
      if (!back.ok) return back;
      const count = request.returnCount + 1;
      // As if it had gone on already: what is done is not raised.
      const { columns } = await raisePriority(work, { ...request, state: "in_progress" }, reason.value);
      return done({
        act: "returned",
        columns: {
          ...columns,
          returnCount: count,
          doneAt: null,
          closedAt: null,
          rating: null,
          ratingReason: null,
        },
        text: reason.value,
        data: { from: request.state, count },
        source: await freeSource(work, input.source),
      });
    },
  });
  if (!outcome.ok) return outcome;
  const { request, eventId } = outcome.value;
  await keepFiles(
    work,
    { companyId: request.companyId, requestId: request.id, eventId, visibility: "shared" },
    files,
  );
  return outcome;
};
