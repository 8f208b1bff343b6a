import { type Columns, headingOf } from "./columns.ts";
import type { NamedTable } from "./read-table.ts";

export interface ChosenSheet extends NamedTable {
  /** Sheets that look like a register too and are not read. */
  others: string[];
}

/**
 * The sheet of a workbook that is the register: of those with a row of headings the one with the most rows under it;
 * where none has one, the longest. One that was read before is named.
 */
export const chooseSheet = (
  tables: readonly NamedTable[],
  remembered?: (row: readonly string[]) => Columns | undefined,
  named: string | null = null,
): ChosenSheet => {
  const sized = tables.map((each) => {
    const heading = headingOf(each.table, remembered);
    return { ...each, known: heading !== undefined, rows: each.table.length - (heading?.row ?? 0) };
  });
  const [first] = sized.toSorted((a, b) => Number(b.known) - Number(a.known) || b.rows - a.rows);
  const chosen = sized.find(({ sheet }) => sheet !== null && sheet === named) ?? first;
  const others = sized.flatMap((each) => (each.known && each !== chosen && each.sheet ? [each.sheet] : []));
  return { sheet: chosen?.sheet ?? null, table: chosen?.table ?? [], others };
};
