import { setImmediate as breathe } from "node:timers/promises";
import { type PageInk, pageInk, type Weight } from "../ink/page-ink.ts";
import { colours, innerWidth, page } from "../paper.ts";
import type { SheetColumn, SheetPen } from "../sheet.ts";

const pad = 5;
const bottom = page.height - page.margin - 18;
const rowsInAGo = 100;

/** In points. */
interface Look {
  rowHeight: number;
  size: number;
}

const small: Look = { rowHeight: 12, size: 7 };

/** Rows in which people sign by hand. */
export const toSign: Look = { rowHeight: 26, size: 8 };

interface Place {
  x: number;
  width: number;
  align: "left" | "right";
}

/**
 * A long table of one-line rows, head on every page; what does not fit its column is cut. Written with the ink of its
 * own, since ten thousand rows of pdfkit's text take many seconds. Gives way to the chats while it draws.
 */
export const denseTable = async (
  pen: SheetPen,
  columns: readonly SheetColumn[],
  rows: readonly (readonly string[])[],
  look: Look = small,
): Promise<void> => {
  const ink = pageInk(pen.paper);
  const { rowHeight, size } = look;
  const headHeight = size + 5;
  const places = placesOf(columns);
  const line = (cells: readonly string[], weight: Weight, height: number): void => {
    // Near the foot of the row, so that there is room to write above a line of underscores.
    const y = pen.y() + height - size - 3;
    for (const [at, { x, width, align }] of places.entries()) {
      const text = cut(ink, cells[at] ?? "", weight, width / size);
      if (text === "") continue;
      const left = align === "left" ? x : x + width - ink.widthOf(text, weight) * size;
      ink.text(text, { x: left, y, size, weight, colour: colours.text });
    }
    pen.moveTo(pen.y() + height);
  };
  const head = (): void => {
    ink.box({ x: page.margin, y: pen.y(), width: innerWidth, height: headHeight }, colours.tint);
    line(
      columns.map(({ head: title }) => title),
      "bold",
      headHeight,
    );
  };
  pen.need(rowHeight * 4);
  head();
  for (const [at, cells] of rows.entries()) {
    if (pen.y() + rowHeight > bottom) {
      ink.dry();
      pen.need(page.height);
      head();
    }
    line(cells, "regular", rowHeight);
    if (at % rowsInAGo === rowsInAGo - 1) await breathe();
  }
  ink.line(page.margin, page.margin + innerWidth, pen.y(), colours.line);
  ink.finish();
  pen.space();
};

const placesOf = (columns: readonly SheetColumn[]): Place[] => {
  let left = page.margin as number;
  return columns.map(({ share, align = "left" }) => {
    const x = left + pad;
    left += share * innerWidth;
    return { x, width: share * innerWidth - 2 * pad, align };
  });
};

/** The text, or as much of it as the width (at one point) takes. */
const cut = (ink: PageInk, text: string, weight: Weight, width: number): string => {
  if (ink.widthOf(text, weight) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && ink.widthOf(`${letters.join("")}…`, weight) > width) letters.pop();
  return `${letters.join("")}…`;
};
