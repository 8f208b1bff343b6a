import { setImmediate as breathe } from "node:timers/promises";
import { colours, innerWidth, page } from "../paper.ts";
import type { SheetColumn, SheetPen } from "../sheet.ts";

const rowHeight = 12;
const size = 7;
const pad = 5;
const bottom = page.height - page.margin - 18;
const rowsInAGo = 40;

/**
 * A long table of one-line rows, head on every page. Rows are not measured, so that ten thousand take seconds; what does
 * not fit its column is cut. Gives way to the chats while it draws.
 */
export const denseTable = async (
  pen: SheetPen,
  columns: readonly SheetColumn[],
  rows: readonly (readonly string[])[],
): Promise<void> => {
  const { paper } = pen;
  const lefts: number[] = [];
  let left = page.margin as number;
  for (const { share } of columns) {
    lefts.push(left);
    left += share * innerWidth;
  }
  // A letter of DejaVu is about 0.6 of its size wide.
  const room = columns.map(({ share }) => Math.floor((share * innerWidth - 2 * pad) / (size * 0.6)));
  const line = (cells: readonly string[]): void => {
    const y = pen.y();
    for (const [at, cell] of cells.entries()) {
      if (cell === "") continue;
      const most = room[at] ?? 0;
      const text = cell.length > most ? `${cell.slice(0, most - 1)}…` : cell;
      const align = columns[at]?.align ?? "left";
      const x = (lefts[at] ?? 0) + pad;
      const width = (columns[at]?.share ?? 0) * innerWidth - 2 * pad;
      if (align === "right")
        paper.text(text, x + width - paper.widthOfString(text), y + 2, { lineBreak: false });
      else paper.text(text, x, y + 2, { lineBreak: false });
    }
    pen.moveTo(y + rowHeight);
  };
  const head = (): void => {
    paper.rect(page.margin, pen.y(), innerWidth, rowHeight).fill(colours.tint);
    paper.font("bold").fontSize(size).fillColor(colours.text);
    line(columns.map(({ head: title }) => title));
    paper.font("regular").fontSize(size).fillColor(colours.text);
  };
  pen.need(rowHeight * 4);
  head();
  for (const [at, cells] of rows.entries()) {
    if (pen.y() + rowHeight > bottom) {
      pen.need(page.height);
      head();
    }
    line(cells);
    if (at % rowsInAGo === rowsInAGo - 1) await breathe();
  }
  paper
    .moveTo(page.margin, pen.y())
    .lineTo(page.margin + innerWidth, pen.y())
    .lineWidth(0.5)
    .stroke(colours.line);
  pen.space();
};
