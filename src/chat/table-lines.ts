import type { Text } from "./text.ts";
import type { Block } from "./view.ts";

type Table = Extract<Block, { type: "table" }>;

/** A phone shows about twice as many characters of a fixed-width script in a line; numbers need the other half. */
const widest = 18;

/** A table as lines of a fixed-width script; too long words are broken into lines, numeric columns stand right. */
export const tableLines = ({ head, rows, numeric = [] }: Table, say: (text: Text) => string): string => {
  const tidy = (cell: Text): string => say(cell).replace(/\s+/g, " ").trim();
  const cells = [
    head.map((cell) => broken(tidy(cell))),
    // A number is never broken.
    ...rows.map((row) => row.map((cell, at) => (numeric.includes(at) ? [tidy(cell)] : broken(tidy(cell))))),
  ];
  const widths = head.map((_, column) =>
    Math.max(...cells.flatMap((row) => (row[column] ?? []).map(length))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - length(cell)));
        return numeric.includes(column) ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  const lines = (row: readonly string[][]): string[] =>
    Array.from({ length: Math.max(...row.map((cell) => cell.length)) }, (_, at) =>
      line(row.map((cell) => cell[at] ?? "")),
    );
  const [first = [], ...others] = cells.map(lines);
  return [...first, widths.map((width) => "─".repeat(width)).join("  "), ...others.flat()].join("\n");
};

const length = (text: string): number => [...text].length;

/** Lines of whole words; a word that is longer than a line loses its middle: words differ in their ends too. */
const broken = (text: string): string[] => {
  const lines: string[] = [];
  for (const word of text.split(" ").map(cut)) {
    const last = lines.at(-1);
    if (last !== undefined && length(last) + 1 + length(word) <= widest)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

const cut = (word: string): string => {
  const letters = [...word];
  const half = Math.floor(widest / 2);
  return letters.length > widest
    ? `${letters.slice(0, half - 1).join("")}…${letters.slice(-half).join("")}`
    : word;
};
