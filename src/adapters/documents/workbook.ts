import type { SheetData } from "write-excel-file/node";

/**
 * A text, a number, a day, or an amount: in hundredths of its unit (0.01 m²), shown with two decimals, or in the minor
 * units of a currency with as many digits.
 */
export type Cell =
  | string
  | number
  | Date
  | { hundredths: bigint | number }
  | { minor: bigint; digits: number }
  | null;

export interface Sheet {
  /** On the tab; at most 31 characters, without the marks that Excel refuses there. */
  name: string;
  /** Above the table. */
  title: string;
  columns: readonly { head: string; width?: number }[];
  rows: readonly (readonly Cell[])[];
  /** Under the table, in bold. */
  totals?: readonly Cell[];
}

/** An XLSX file. Texts are written as texts: what looks like a formula is none. */
export const workbook = async (sheets: readonly Sheet[]): Promise<Buffer> => {
  const { default: writeWorkbook } = await import("write-excel-file/node");
  const written = await writeWorkbook(
    sheets.map(({ name, title, columns, rows, totals }) => ({
      sheet: name.replace(/[[\]*?:/\\]/g, " ").slice(0, 31),
      data: [
        [{ value: title, fontWeight: "bold", fontSize: 13 }],
        columns.map(({ head }) => ({
          value: head,
          fontWeight: "bold",
          backgroundColor: "#eef4f1",
          wrap: true,
        })),
        ...rows.map((row) => row.map((cell) => sheetCell(cell))),
        ...(totals ? [totals.map((cell) => sheetCell(cell, "bold"))] : []),
      ] as SheetData,
      columns: columns.map(({ width = 16 }) => ({ width })),
      stickyRowsCount: 2,
    })),
  );
  return written.toBuffer();
};

const sheetCell = (cell: Cell, fontWeight?: "bold") => {
  const look = fontWeight ? { fontWeight } : {};
  if (cell === null) return null;
  if (typeof cell === "string") return { value: cell, type: String, ...look };
  if (typeof cell === "number") return { value: cell, type: Number, ...look };
  if (cell instanceof Date) return { value: cell, type: Date, format: "dd.mm.yyyy", ...look };
  // A spreadsheet computes in floating point anyway; two decimals are exact up to 90 billion.
  const { minor, digits } = "minor" in cell ? cell : { minor: cell.hundredths, digits: 2 };
  const format = digits === 0 ? "#,##0" : `#,##0.${"0".repeat(digits)}`;
  return { value: Number(minor) / 10 ** digits, type: Number, format, ...look };
};

export const workbookMime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
