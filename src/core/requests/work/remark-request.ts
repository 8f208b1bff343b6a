import { keepFiles, type NewFile } from "../../files/keep-files.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Changed, type ChangeRefusal, changeRequest } from "../change-request.ts";
import {
  checkFiles,
  checkOptionalText,
  checkText,
  type FilesMistake,
  type TextMistake,
} from "../check-input.ts";
import { freeSource } from "../free-source.ts";

/** What whoever has the request tells the office; the resident never sees it. */
export const remarkRequest = async (
  work: Work,
  input: { requestId: string; text: string; files?: readonly NewFile[]; source?: string | null },
): Promise<Outcome<Changed, ChangeRefusal | TextMistake | FilesMistake>> => {
  const files = input.files ?? [];
  const outcome = await changeRequest<TextMistake | FilesMistake>(work, {
    requestId: input.requestId,
    act: "request.remark",
    move: "note",
    decide: async () => {
      const text = files.length > 0 ? checkOptionalText(input.text) : checkText(input.text);
      if (!text.ok) return text;
      const counted = checkFiles(files);
      if (!counted.ok) return counted;
      return done({
        act: "remarked",
        visibility: "internal",
        text: text.value,
        source: await freeSource(work, input.source),
      });
    },
  });
  if (!outcome.ok) return outcome;
  const { request, eventId } = outcome.value;
  await keepFiles(
    work,
    { companyId: request.companyId, requestId: request.id, eventId, visibility: "internal" },
    files,
  );
  return outcome;
};
