import type { ReadingProblem } from "../../../core/meters/import/parse-readings.ts";
import { csvTable } from "../../csv-table.ts";
import { type Text, type Translate, t } from "../../text.ts";

/** Every problem of a table of readings by row, as a table that a spreadsheet opens. */
export const readingProblemsFile = (
  problems: readonly ReadingProblem[],
  language: string,
  translate: Translate,
): { name: string; mime: string; bytes: Buffer } => {
  const say = (text: Text) => translate(text, language);
  const header = [say(t("meters.import.file.row")), say(t("meters.import.file.problem"))];
  const rows = problems.map(({ row, code, params }) => [
    row === 0 ? "" : String(row),
    say(t(`meters.import.problem.${code}`, params)),
  ]);
  return {
    name: `${say(t("meters.import.file.name"))}.csv`,
    mime: "text/csv",
    bytes: csvTable([header, ...rows]),
  };
};
