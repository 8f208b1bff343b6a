import { write } from "./lettering.ts";
import { colours, innerWidth, type Paper, page } from "./paper.ts";

export interface Band {
  company: string;
  heading: string;
  /** Of the heading's letters. */
  size: number;
  lines: number;
  height: number;
}

/** The band at the top: whose letter it is, and what it is about. */
export const drawBand = (paper: Paper, { company, heading, size, lines, height }: Band): void => {
  paper.rect(0, 0, page.width, height).fill(colours.main);
  drawHouse(paper, page.width - page.margin - 62, height - 74);
  const width = innerWidth - 84;
  write(paper, company, { x: page.margin, y: 30, width, size: 11, colour: "#cfe3da", lines: 1 });
  const box = { x: page.margin, width, size, font: "bold", colour: colours.paper, lines } as const;
  write(paper, heading, { ...box, y: 50, lineGap: 2 });
};

/** A house with a lit window, 62 points wide and 74 high, standing on the band's lower edge. */
const drawHouse = (paper: Paper, x: number, y: number): void => {
  paper.polygon([x, y + 28], [x + 31, y], [x + 62, y + 28], [x + 62, y + 74], [x, y + 74]).fill("#3f7565");
  for (const [column, row] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const lit = column === 1 && row === 0;
    paper.rect(x + 14 + column * 20, y + 32 + row * 20, 14, 13).fill(lit ? "#f3c969" : "#2f5d50");
  }
};

/** Numbered steps; gives the y below them. */
export const drawSteps = (
  paper: Paper,
  steps: readonly string[],
  { x, y, width, size }: { x: number; y: number; width: number; size: number },
): number => {
  const radius = size * 0.95;
  let top = y;
  for (const [index, step] of steps.entries()) {
    paper.circle(x + radius, top + radius, radius).fill(colours.main);
    const digit = {
      x,
      width: 2 * radius,
      size,
      font: "bold",
      colour: colours.paper,
      align: "center",
    } as const;
    write(paper, String(index + 1), { ...digit, y: top + radius - size * 0.6, lineGap: 0 });
    const below = write(paper, step, {
      x: x + 2 * radius + 12,
      y: top + radius - size * 0.62,
      width: width - 2 * radius - 12,
      size,
    });
    top = Math.max(below, top + 2 * radius) + size * 0.8;
  }
  return top;
};

/** Small print at the bottom of the page, above a thin line. */
export const drawFoot = (paper: Paper, text: string): void => {
  const y = page.height - 74;
  paper
    .moveTo(page.margin, y)
    .lineTo(page.width - page.margin, y)
    .lineWidth(0.7)
    .stroke(colours.line);
  write(paper, text, {
    x: page.margin,
    y: y + 12,
    width: innerWidth,
    size: 8.5,
    colour: colours.soft,
    lines: 3,
  });
};
