import type { Text } from "./text.ts";
import type { Block } from "./view.ts";

type Table = Extract<Block, { type: "table" }>;

/** A phone shows about so many characters of a fixed-width script in a line. */
const widest = 18;

/** A table as lines of a fixed-width script; too long cells are cut, numeric columns stand right. */
export const tableLines = ({ head, rows, numeric = [] }: Table, say: (text: Text) => string): string => {
  const cells = [head, ...rows].map((row) => row.map((cell) => cut(say(cell).replace(/\s+/g, " ").trim())));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => length(row[column] ?? ""))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - length(cell)));
        return numeric.includes(column) ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  const [first = [], ...others] = cells;
  return [line(first), widths.map((width) => "─".repeat(width)).join("  "), ...others.map(line)].join("\n");
};

const length = (text: string): number => [...text].length;

/** Without its middle: addresses and names differ in their ends too. */
const cut = (text: string): string => {
  const letters = [...text];
  const half = Math.floor(widest / 2);
  return letters.length > widest
    ? `${letters.slice(0, half - 1).join("")}…${letters.slice(-half).join("")}`
    : text;
};
