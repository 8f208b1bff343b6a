import type { ImportCounts } from "../../core/directory/register/import-register.ts";
import type { ImportPlan } from "../../core/directory/register/plan-import.ts";
import type { Problem } from "../../core/directory/register/register-row.ts";
import { joined, type Text, t } from "../text.ts";
import { areaNumber } from "./area-words.ts";

const shownProblems = 50;

/** What would be written, with the control total. */
export const planText = ({ counts, area }: ImportPlan): Text =>
  t("directory.import.plan", { ...counts, area: areaNumber(area) });

/** Every problem by row and column, up to fifty. */
export const problemTexts = (problems: readonly Problem[]): Text[] => {
  const shown = problems.slice(0, shownProblems).map(problemText);
  const rest = problems.length - shown.length;
  return rest > 0 ? [...shown, t("directory.import.more", { rest })] : shown;
};

export const writtenText = (counts: ImportCounts): Text => t("directory.import.written", { ...counts });

/** What is wrong, without the place. */
export const problemWords = ({ code, params }: Problem): Text =>
  t(`directory.import.problem.${code}`, { value: "", ...params });

const problemText = (problem: Problem): Text => {
  const { row, column } = problem;
  const what = problemWords(problem);
  if (row === 0) return what;
  const place = column
    ? t("directory.import.place", { row, column: t(`directory.import.column.${column}`) })
    : t("directory.import.place-row", { row });
  return joined(": ", place, what);
};
