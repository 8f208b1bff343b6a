import { done, type Outcome, refused } from "../../outcome.ts";

/** The cells of a register as text, row by row. */
export type Table = string[][];

export type TableRefusal = "not-a-table" | "table-too-large";

const largestFile = 20 * 1024 * 1024;
const zipMark = Buffer.from("PK\u0003\u0004", "latin1");

/** A table of a file and what its sheet is called; a CSV has one, without a name. */
export interface NamedTable {
  sheet: string | null;
  table: Table;
}

/** Reads CSV (UTF-8 or cp1251; commas, semicolons or tabs) or the first sheet of an XLSX. */
export const readTable = async (bytes: Buffer): Promise<Outcome<Table, TableRefusal>> => {
  const read = await readTables(bytes);
  return read.ok ? done(read.value[0]?.table ?? []) : read;
};

/** The same with every sheet of an XLSX that is not empty, in the order of their tabs. */
export const readTables = async (bytes: Buffer): Promise<Outcome<NamedTable[], TableRefusal>> => {
  if (bytes.length > largestFile) return refused("table-too-large", { megabytes: largestFile / 1024 / 1024 });
  try {
    if (!bytes.subarray(0, 4).equals(zipMark)) return done([{ sheet: null, table: await readCsv(bytes) }]);
    const tables = await readXlsx(bytes);
    return done(tables.length > 1 ? tables.filter(({ table }) => table.some(isFilled)) : tables);
  } catch {
    return refused("not-a-table");
  }
};

/** Numbers stay as they are written in the file, so that no area passes through floating point. */
const readXlsx = async (bytes: Buffer): Promise<NamedTable[]> => {
  const { default: readWorkbook } = await import("read-excel-file/node");
  const sheets = await readWorkbook<string>(bytes, { parseNumber: (written) => expanded(written) });
  return sheets.map(({ sheet, data }) => ({
    sheet,
    table: data.map((row) => row.map((cell) => textOf(cell))),
  }));
};

const isFilled = (row: readonly string[]): boolean => row.some((cell) => cell !== "");

const textOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
};

/** Large numbers, such as phones, are stored as 7.9161234567E10. */
const expanded = (written: string): string => {
  const match = /^(\d)(?:\.(\d+))?E\+?(\d+)$/i.exec(written);
  if (!match) return written;
  const [, whole = "", part = "", exponent = "0"] = match;
  const places = Number(exponent);
  if (places > 20) return written;
  return part.length <= places ? whole + part.padEnd(places, "0") : written;
};

const readCsv = async (bytes: Buffer): Promise<Table> => {
  const { parse } = await import("csv-parse/sync");
  const text = decode(bytes);
  if (text.includes("\0")) throw new Error("binary");
  const rows: Table = parse(text, {
    delimiter: delimiterOf(text),
    bom: true,
    trim: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  });
  return rows;
};

const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
};

/** The one that the first lines hold most of, outside of quotes: "52,40" in a file of semicolons must not mislead. */
const delimiterOf = (text: string): string => {
  const head = text
    .split(/\r?\n/, 30)
    .join("\n")
    .replace(/"[^"]*"/g, "");
  const count = (mark: string) => head.split(mark).length - 1;
  if (count("\t") > 0 && count("\t") >= count(";")) return "\t";
  return count(";") > 0 && count(";") >= count(",") / 3 ? ";" : ",";
};
