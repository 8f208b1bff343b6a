import type { Problem } from "../../../core/directory/register/register-row.ts";
import { csvTable } from "../../csv-table.ts";
import { type Text, type Translate, t } from "../../text.ts";
import { problemWords } from "../import-words.ts";

export interface ProblemsFile {
  name: string;
  mime: string;
  bytes: Buffer;
}

/** Every problem of a register by row and column, as a table that a spreadsheet opens. */
export const problemsFile = (
  problems: readonly Problem[],
  language: string,
  translate: Translate,
): ProblemsFile => {
  const say = (text: Text) => translate(text, language);
  const header = ["row", "column", "problem"].map((name) => say(t(`directory.register.file.${name}`)));
  const rows = problems.map((problem) => [
    problem.row === 0 ? "" : String(problem.row),
    problem.column ? say(t(`directory.import.column.${problem.column}`)) : "",
    say(problemWords(problem)),
  ]);
  return {
    name: `${say(t("directory.register.file.name"))}.csv`,
    mime: "text/csv",
    bytes: csvTable([header, ...rows]),
  };
};
