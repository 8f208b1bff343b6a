import type { RequestModel } from "../../database/types.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import {
  actorIdOf,
  type Changed,
  type ChangeRefusal,
  changeRequest,
  type EventData,
  recordStep,
} from "./change-request.ts";
import { checkFiles, checkText, type FilesMistake, type TextMistake } from "./check-input.ts";
import { freeSource } from "./free-source.ts";
import { unpausing } from "./pausing.ts";
import { priceDigitsOf } from "./settings.ts";
import { hoursOf, type Line, totalOf } from "./work/line.ts";
import { endOffers } from "./work/offers.ts";
import type { LinesMistake } from "./work/read-lines.ts";
import { readWork } from "./work/submit-quote.ts";
import { withinQuote } from "./work/within-quote.ts";
import { writeLines } from "./work/write-lines.ts";

export interface WorkReport {
  requestId: string;
  report: string;
  /** Of the work done. */
  files?: readonly NewFile[];
  /** Of how it was before. */
  before?: readonly NewFile[];
  /** Hours and materials as people type them: see readLines. */
  labour?: string | null;
  materials?: string | null;
  /** The message that the report was typed in: platform:chat:message. */
  source?: string | null;
}

type ReportRefusal = TextMistake | FilesMistake | LinesMistake | "above-quote" | "checklist-open";

/**
 * The work is done: a short report with pictures, which the resident is asked to confirm, with the hours and materials
 * that it took. Costs above an approved quote need a new quote first.
 */
export const completeRequest = async (
  work: Work,
  input: WorkReport,
): Promise<Outcome<Changed, ChangeRefusal | ReportRefusal>> => {
  const { files = [], before = [] } = input;
  let lines: readonly Line[] = [];
  const outcome = await changeRequest<ReportRefusal>(work, {
    requestId: input.requestId,
    act: "request.done",
    move: "done",
    decide: async (request) => {
      const report = checkText(input.report);
      if (!report.ok) return report;
      const counted = checkFiles([...before, ...files]);
      if (!counted.ok) return counted;
      const typed = readWork(input, await priceDigitsOf(work.tx, request.companyId));
      if (!typed.ok) return typed;
      lines = typed.value;
      const unticked = await work.tx.checklistItem.count({ where: { requestId: request.id, doneAt: null } });
      if (unticked > 0) return refused("checklist-open", { left: unticked });
      const affordable = await withinQuote(work, request, lines);
      if (!affordable.ok) return affordable;
      return done({
        act: "done",
        columns: { doneAt: work.now, ...unpausing(request, work.now) },
        text: report.value,
        data: { from: request.state, ...costsOf(lines) },
        source: await freeSource(work, input.source),
      });
    },
  });
  if (!outcome.ok) return outcome;
  const { request, eventId } = outcome.value;
  const owner = { companyId: request.companyId, requestId: request.id, visibility: "shared" } as const;
  await endOffers(work, request.id, ["offered"]);
  await writeLines(work, request, { stage: "actual", addedBy: actorIdOf(work), lines });
  if (before.length > 0)
    await keepFiles(work, { ...owner, eventId: await beforeRow(work, request, before.length) }, before);
  await keepFiles(work, { ...owner, eventId }, files);
  return outcome;
};

/** Pictures of how it was have a row of their own, so that they are told from those of the work done. */
const beforeRow = (work: Work, request: RequestModel, files: number): Promise<number> =>
  recordStep(work, request, request, { act: "attached", data: { files, stage: "before" } });

const costsOf = (lines: readonly Line[]): EventData =>
  lines.length === 0 ? {} : { total: String(totalOf(lines)), hours: hoursOf(lines) };
