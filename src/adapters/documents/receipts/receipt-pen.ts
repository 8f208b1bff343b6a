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

/**
 * Draws lines of text where they are told to stand. Breaks lines itself by the widths of words, which a document
 * remembers: pdfkit's own breaking takes most of the time of a receipt.
 */
export interface ReceiptPen {
  readonly paper: Paper;
  y: number;
  /** One or more lines from (x, y); gives the y below them. */
  write(text: string, at: { x: number; y: number; width: number } & Lettering): number;
  table(
    columns: readonly ReceiptColumn[],
    rows: readonly (readonly string[])[],
    totals?: readonly string[],
  ): void;
  /** Goes to a new page unless so much is left on this one. */
  need(points: number): void;
  rule(): void;
}

const lineHeight = 1.25;

export const receiptPen = (paper: Paper): ReceiptPen => {
  const widths = new Map<string, number>();
  const widthOf = (text: string): number => {
    const key = `${(paper as unknown as { _font: { id: string } })._font.id} ${text}`;
    // Of one point; a width grows with the size.
    const known = widths.get(key);
    if (known !== undefined) return known;
    paper.fontSize(1);
    const width = paper.widthOfString(text);
    widths.set(key, width);
    return width;
  };
  const broken = (text: string, across: number): string[] =>
    text.split("\n").flatMap((paragraph) => {
      const lines: string[] = [];
      let line = "";
      for (const word of paragraph.split(" ")) {
        const longer = line === "" ? word : `${line} ${word}`;
        if (line !== "" && widthOf(longer) > across) {
          lines.push(line);
          line = word;
        } else line = longer;
      }
      return [...lines, line];
    });

  const pen: ReceiptPen = {
    paper,
    y: margin,
    write: (text, { x, y, width, size = 8.5, bold = false, soft = false, align = "left" }) => {
      paper.font(bold ? "bold" : "regular");
      let at = y;
      for (const line of broken(text, width / size)) {
        const left = align === "right" ? x + width - widthOf(line) * size : x;
        paper.fontSize(size).fillColor(soft ? colours.soft : colours.text);
        paper.text(line, left, at, { lineBreak: false });
        at += size * lineHeight;
      }
      return at;
    },
    table: (columns, rows, totals) => {
      pen.need(60);
      drawRow(
        columns.map(({ head }) => head),
        "head",
      );
      for (const row of rows) drawRow(row, "body");
      if (totals) drawRow(totals, "total");
      pen.y += 6;

      function drawRow(cells: readonly string[], kind: "head" | "body" | "total"): void {
        const bold = kind !== "body";
        const size = kind === "head" ? 7.5 : 8.5;
        paper.font(bold ? "bold" : "regular");
        const lines = Math.max(
          ...cells.map((cell, at) => broken(cell, ((columns[at]?.width ?? 0) - 6) / size).length),
        );
        const height = lines * size * lineHeight + 5;
        if (kind !== "head" && pen.y + height > bottom) {
          paper.addPage();
          pen.y = margin;
          drawRow(
            columns.map(({ head }) => head),
            "head",
          );
        }
        if (kind === "head") paper.rect(margin, pen.y, inner, height).fill(colours.tint);
        let x = margin;
        for (const [at, cell] of cells.entries()) {
          const { width = 0, align = "left" } = columns[at] ?? {};
          if (cell !== "") pen.write(cell, { x: x + 3, y: pen.y + 3, width: width - 6, size, bold, align });
          x += width;
        }
        pen.y += height;
        line(pen.y, colours.line);
      }
    },
    need: (points) => {
      if (pen.y + points <= bottom) return;
      paper.addPage();
      pen.y = margin;
    },
    rule: () => {
      line(pen.y, colours.main);
      pen.y += 8;
    },
  };
  const line = (y: number, colour: string): void => {
    paper
      .moveTo(margin, y)
      .lineTo(margin + inner, y)
      .lineWidth(0.5)
      .stroke(colour);
  };
  return pen;
};
