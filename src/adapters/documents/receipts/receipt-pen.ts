import { type PageInk, pageInk, type Weight } from "../ink/page-ink.ts";
import { colours, type Paper, page } from "../paper.ts";

export const margin = 40;
export const inner = page.width - 2 * margin;
const bottom = page.height - margin - 14;

export interface Lettering {
  size?: number;
  bold?: boolean;
  soft?: boolean;
  align?: "left" | "right";
}

export interface ReceiptColumn {
  head: string;
  /** Points. */
  width: number;
  align?: "left" | "right";
}

/** Draws lines of text where they are told to stand, and breaks them itself by the widths of words. */
export interface ReceiptPen {
  readonly paper: Paper;
  readonly ink: PageInk;
  y: number;
  /** One or more lines from (x, y); gives the y below them. */
  write(text: string, at: { x: number; y: number; width: number } & Lettering): number;
  table(
    columns: readonly ReceiptColumn[],
    rows: readonly (readonly string[])[],
    totals?: readonly string[],
  ): void;
  /** A new page; one that goes on with what began before says so in its first line. */
  newPage(continues?: string): void;
  /** What the pages after the first say, as long as something is drawn on them. */
  continues: string;
  /** Goes to a new page unless so much is left on this one. */
  need(points: number): void;
  rule(): void;
}

type Place = { x: number; y: number; width: number } & Required<Lettering>;

const lineHeight = 1.25;

export const receiptPen = (paper: Paper): ReceiptPen => {
  const ink = pageInk(paper);
  /** `across` is of letters of one point. */
  const broken = (text: string, across: number, weight: Weight): string[] =>
    text.split("\n").flatMap((paragraph) => {
      if (ink.widthOf(paragraph, weight) <= across) return [paragraph];
      const lines: string[] = [];
      let line = "";
      for (const word of paragraph.split(" ").flatMap((each) => pieces(each, across, weight))) {
        const longer = line === "" ? word : `${line} ${word}`;
        if (line !== "" && ink.widthOf(longer, weight) > across) {
          lines.push(line);
          line = word;
        } else line = longer;
      }
      return [...lines, line];
    });
  /** A word that is wider than its column is cut, so that it never runs over its neighbour. */
  const pieces = (word: string, across: number, weight: Weight): string[] => {
    if (ink.widthOf(word, weight) <= across) return [word];
    const cut: string[] = [];
    let piece = "";
    for (const letter of word) {
      if (piece !== "" && ink.widthOf(piece + letter, weight) > across) {
        cut.push(piece);
        piece = letter;
      } else piece += letter;
    }
    return [...cut, piece];
  };
  /** Words are broken; what stands right is a number, which is made smaller where it is too wide. */
  const fitted = (
    cell: string,
    column: ReceiptColumn | undefined,
    size: number,
    weight: Weight,
  ): { lines: string[]; size: number } => {
    if (cell === "") return { lines: [], size };
    const across = (column?.width ?? 0) - 6;
    if (column?.align !== "right") return { lines: broken(cell, across / size, weight), size };
    return { lines: [cell], size: Math.min(size, across / ink.widthOf(cell, weight)) };
  };
  const put = (lines: readonly string[], { x, y, width, size, bold, soft, align }: Place): number => {
    const weight = bold ? "bold" : "regular";
    const colour = soft ? colours.soft : colours.text;
    let at = y;
    for (const line of lines) {
      const left = align === "right" ? x + width - ink.widthOf(line, weight) * size : x;
      ink.text(line, { x: left, y: at, size, weight, colour });
      at += size * lineHeight;
    }
    return at;
  };

  const pen: ReceiptPen = {
    paper,
    ink,
    y: margin,
    write: (text, { size = 8.5, bold = false, soft = false, align = "left", ...place }) =>
      put(broken(text, place.width / size, bold ? "bold" : "regular"), {
        ...place,
        size,
        bold,
        soft,
        align,
      }),
    table: (columns, rows, totals) => {
      pen.need(60);
      const heads = columns.map(({ head }) => head);
      drawRow(heads, "head");
      for (const row of rows) drawRow(row, "body");
      if (totals) drawRow(totals, "total");
      pen.y += 6;

      function drawRow(cells: readonly string[], kind: "head" | "body" | "total"): void {
        const bold = kind !== "body";
        const size = kind === "head" ? 8 : 9;
        const drawn = cells.map((cell, at) => fitted(cell, columns[at], size, bold ? "bold" : "regular"));
        const height = Math.max(1, ...drawn.map(({ lines }) => lines.length)) * size * lineHeight + 5;
        if (kind !== "head" && pen.y + height > bottom) {
          pen.newPage(pen.continues);
          drawRow(heads, "head");
        }
        if (kind === "head") ink.box({ x: margin, y: pen.y, width: inner, height }, colours.tint);
        let x = margin;
        for (const [at, cell] of drawn.entries()) {
          const { width = 0, align = "left" } = columns[at] ?? {};
          put(cell.lines, {
            x: x + 3,
            y: pen.y + 3,
            width: width - 6,
            size: cell.size,
            bold,
            soft: false,
            align,
          });
          x += width;
        }
        pen.y += height;
        ink.line(margin, margin + inner, pen.y, colours.line);
      }
    },
    continues: "",
    newPage: (continues = "") => {
      ink.dry();
      paper.addPage();
      pen.y = margin;
      if (continues !== "")
        pen.y = pen.write(continues, { x: margin, y: margin, width: inner, soft: true }) + 6;
    },
    need: (points) => {
      if (pen.y + points > bottom) pen.newPage(pen.continues);
    },
    rule: () => {
      ink.line(margin, margin + inner, pen.y, colours.main);
      pen.y += 8;
    },
  };
  return pen;
};
