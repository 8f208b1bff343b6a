import { write } from "./lettering.ts";
import { bytesOf, colours, innerWidth, newPaper, type Paper, page } from "./paper.ts";

export interface SheetColumn {
  head: string;
  /** Of the page's inner width; all together 1. */
  share: number;
  align?: "left" | "right";
}

/** A document that runs from top to bottom over as many pages as it takes. */
export interface SheetPen {
  readonly paper: Paper;
  heading(text: string, size?: number): void;
  paragraph(text: string, options?: { bold?: boolean; soft?: boolean; size?: number }): void;
  /** Label and value side by side. */
  pairs(pairs: readonly (readonly [string, string])[]): void;
  /** Repeats its head on each page. The last row is bold if it is a total. */
  table(
    columns: readonly SheetColumn[],
    rows: readonly (readonly string[])[],
    options?: { total?: boolean; size?: number },
  ): void;
  space(points?: number): void;
  /** Goes to a new page unless so much is left on this one. */
  need(points: number): void;
  /** Where the next line begins, and to where something drawn by hand reaches. */
  y(): number;
  moveTo(y: number): void;
  /** Lines to be signed on. */
  signatures(labels: readonly string[]): void;
}

const bottom = page.height - page.margin - 18;

/** Draws a document and numbers its pages; `draw` may be slow and gives way to the chats between its parts. */
export const sheetPdf = async (
  { title, language, foot }: { title: string; language: string; foot?: string },
  draw: (pen: SheetPen) => void | Promise<void>,
): Promise<Buffer> => {
  const paper = newPaper(title, language, { bufferPages: true });
  paper.addPage();
  const pen = penOn(paper);
  await draw(pen);
  numberPages(paper, foot);
  return bytesOf(paper);
};

const penOn = (paper: Paper): SheetPen => {
  let at = page.margin as number;
  const x = page.margin;
  const width = innerWidth;
  const need = (points: number): void => {
    if (at + points <= bottom) return;
    paper.addPage();
    at = page.margin;
  };
  const heightOf = (text: string, size: number, across: number, bold = false): number =>
    paper
      .font(bold ? "bold" : "regular")
      .fontSize(size)
      .heightOfString(text, { width: across, lineGap: 2 });
  const block = (text: string, size: number, bold: boolean, colour: string): void => {
    need(Math.min(heightOf(text, size, width, bold), bottom - page.margin));
    at = write(paper, text, { x, y: at, width, size, font: bold ? "bold" : "regular", colour, lineGap: 2 });
  };
  const pen: SheetPen = {
    paper,
    heading: (text, size = 14) => {
      need(size * 4);
      at += size / 2;
      block(text, size, true, colours.dark);
      at += 4;
    },
    paragraph: (text, { bold = false, soft = false, size = 9.5 } = {}) => {
      block(text, size, bold, soft ? colours.soft : colours.text);
      at += 4;
    },
    pairs: (pairs) => {
      const label = width * 0.34;
      for (const [name, value] of pairs) {
        const height = Math.max(heightOf(name, 9.5, label - 8), heightOf(value, 9.5, width - label)) + 3;
        need(height);
        write(paper, name, { x, y: at, width: label - 8, size: 9.5, colour: colours.soft, lineGap: 2 });
        write(paper, value, { x: x + label, y: at, width: width - label, size: 9.5, lineGap: 2 });
        at += height;
      }
    },
    table: (columns, rows, { total = false, size = 8.5 } = {}) => {
      const pad = 4;
      const widths = columns.map(({ share }) => share * width);
      const row = (cells: readonly string[], kind: "head" | "body" | "total"): void => {
        const bold = kind !== "body";
        const heights = cells.map((cell, column) =>
          heightOf(cell, size, (widths[column] ?? 0) - 2 * pad, bold),
        );
        const height = Math.max(size, ...heights) + 2 * pad - 2;
        if (kind !== "head" && at + height > bottom) {
          need(bottom);
          row(
            columns.map(({ head }) => head),
            "head",
          );
        }
        if (kind === "head") paper.rect(x, at, width, height).fill(colours.tint);
        let left = x;
        for (const [column, cell] of cells.entries()) {
          const across = widths[column] ?? 0;
          write(paper, cell, {
            x: left + pad,
            y: at + pad - 1,
            width: across - 2 * pad,
            size,
            font: bold ? "bold" : "regular",
            align: columns[column]?.align ?? "left",
            lineGap: 2,
          });
          left += across;
        }
        at += height;
        paper
          .moveTo(x, at)
          .lineTo(x + width, at)
          .lineWidth(0.5)
          .stroke(colours.line);
      };
      need(size * 6);
      row(
        columns.map(({ head }) => head),
        "head",
      );
      for (const [index, cells] of rows.entries())
        row(cells, total && index === rows.length - 1 ? "total" : "body");
      at += 8;
    },
    space: (points = 8) => {
      at += points;
    },
    need,
    y: () => at,
    moveTo: (y) => {
      at = y;
    },
    signatures: (labels) => {
      for (const label of labels) {
        const height = heightOf(label, 9.5, width * 0.5);
        need(20 + height);
        at += 20;
        const after = write(paper, label, { x, y: at, width: width * 0.5, size: 9.5, lineGap: 2 });
        // Beside the last line of a long label.
        paper
          .moveTo(x + width * 0.52, after - 2)
          .lineTo(x + width, after - 2)
          .lineWidth(0.7)
          .stroke(colours.text);
        at = after + 1;
      }
    },
  };
  return pen;
};

const numberPages = (paper: Paper, foot = ""): void => {
  const { start, count } = paper.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    paper.switchToPage(index);
    const y = page.height - page.margin + 8;
    const small = { y, size: 7.5, colour: colours.soft, lines: 1 } as const;
    write(paper, foot, { ...small, x: page.margin, width: innerWidth - 60 });
    write(paper, `${index + 1} / ${count}`, { ...small, x: page.margin, width: innerWidth, align: "right" });
  }
};
