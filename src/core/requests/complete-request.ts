import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "./change-request.ts";
import { checkFiles, checkText, type FilesMistake, type TextMistake } from "./check-input.ts";
import { unpausing } from "./pausing.ts";

/** The work is done: a short report with pictures, which the resident is asked to confirm. */
export const completeRequest = async (
  work: Work,
  input: { requestId: string; report: string; files?: readonly NewFile[] },
): Promise<Outcome<Changed, ChangeRefusal | TextMistake | FilesMistake>> => {
  const files = input.files ?? [];
  const outcome = await changeRequest<TextMistake | FilesMistake>(work, {
    requestId: input.requestId,
    act: "request.done",
    move: "done",
    decide: (request) => {
      const report = checkText(input.report);
      if (!report.ok) return report;
      const counted = checkFiles(files);
      if (!counted.ok) return counted;
      return done({
        act: "done",
        columns: { doneAt: work.now, ...unpausing(request, work.now) },
        text: report.value,
        data: { from: request.state },
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
