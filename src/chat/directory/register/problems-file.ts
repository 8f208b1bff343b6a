import type { Problem } from "../../../core/directory/register/register-row.ts";
import { type Text, type Translate, t } from "../../text.ts";
import { problemWords } from "../import-words.ts";

export interface ProblemsFile {
  name: string;
  mime: string;
  bytes: Buffer;
}

/** Tells a spreadsheet that the text is UTF-8. */
const byteOrderMark = "\ufeff";

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
  const lines = [header, ...rows].map((cells) => cells.map(cell).join(";"));
  return {
    name: `${say(t("directory.register.file.name"))}.csv`,
    mime: "text/csv",
    bytes: Buffer.from(`${byteOrderMark}${lines.join("\r\n")}\r\n`),
  };
};

/** Quoted; what a spreadsheet would take for a formula is text. */
const cell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
