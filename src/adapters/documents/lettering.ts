import { colours, type Paper } from "./paper.ts";

export interface Lettering {
  x: number;
  y: number;
  width: number;
  size: number;
  font?: "regular" | "bold" | "code";
  colour?: string;
  align?: "left" | "center" | "right";
  lineGap?: number;
  /** Lines that the text may take; it is made smaller until it fits. */
  lines?: number;
}

const smallest = 7;

/** Writes a text and gives the y below it. */
export const write = (paper: Paper, text: string, lettering: Lettering): number => {
  const { x, y, width, font = "regular", colour = colours.text, align = "left", lineGap = 3 } = lettering;
  paper
    .font(font)
    .fontSize(fittingSize(paper, text, lettering))
    .fillColor(colour);
  paper.text(text, x, y, { width, align, lineGap });
  return paper.y;
};

const fittingSize = (paper: Paper, text: string, lettering: Lettering): number => {
  const { width, size, font = "regular", lineGap = 3, lines } = lettering;
  if (lines === undefined) return size;
  const fits = (tried: number): boolean => {
    paper.font(font).fontSize(tried);
    const widest = Math.max(...text.split(/\s+/).map((word) => paper.widthOfString(word)));
    return (
      widest <= width && paper.heightOfString(text, { width, lineGap }) <= lines * (tried * 1.2 + lineGap) + 1
    );
  };
  let tried = size;
  while (tried > smallest && !fits(tried)) tried -= 0.5;
  return tried;
};
