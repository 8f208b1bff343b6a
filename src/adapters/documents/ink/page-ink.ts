import type { Paper } from "../paper.ts";
import { embedType, objectIn, type PdfObject } from "./embed-type.ts";
import { type SharedType, sharedType } from "./shared-type.ts";

export type Weight = "regular" | "bold";

/** What is drawn on a page, as operators of PDF; y goes down from the page's top, as pdfkit has turned it. */
export interface PageInk {
  /** Of one point; a width grows with the size. */
  widthOf(text: string, weight: Weight): number;
  /** A line of text; `y` is the top of its letters. */
  text(text: string, at: { x: number; y: number; size: number; weight: Weight; colour: string }): void;
  box(at: { x: number; y: number; width: number; height: number }, colour: string): void;
  /** Boxes as one shape. */
  boxes(all: readonly { x: number; y: number; width: number; height: number }[], colour: string): void;
  line(from: number, to: number, y: number, colour: string): void;
  /** Puts what was drawn so far onto the present page, before pdfkit draws itself or begins another. */
  dry(): void;
  /** Puts the fonts into the document; nothing may be written after. */
  finish(): void;
}

const lineWidth = 0.5;

const points = (value: number): string => String(Math.round(value * 100) / 100);

/** "0.12 0.25 0.21", of "#1f4037" */
const rgb = (colour: string): string => {
  const known = colourCodes.get(colour);
  if (known) return known;
  const code = [1, 3, 5]
    .map((at) => String(Math.round((Number.parseInt(colour.slice(at, at + 2), 16) / 255) * 1000) / 1000))
    .join(" ");
  colourCodes.set(colour, code);
  return code;
};
const colourCodes = new Map<string, string>();

/** pdfkit's own text and shapes cost several times as much, as it sets and measures each anew. */
export const pageInk = (paper: Paper): PageInk => {
  const types: Record<Weight, SharedType> = { regular: sharedType("regular"), bold: sharedType("bold") };
  const names: Record<Weight, string> = { regular: "R", bold: "B" };
  const dictionaries: Record<Weight, PdfObject> = { regular: objectIn(paper), bold: objectIn(paper) };
  let drawn: string[] = [];

  const ink: PageInk = {
    widthOf: (text, weight) => {
      const type = types[weight];
      let width = 0;
      for (const word of wordsOf(text)) width += type.word(word).width;
      return width;
    },
    text: (text, { x, y, size, weight, colour }) => {
      const type = types[weight];
      const glyphs = wordsOf(text).map((word) => type.word(word).glyphs);
      const baseline = y + (type.font.ascent / type.font.unitsPerEm) * size;
      drawn.push(
        `BT /${names[weight]} ${points(size)} Tf ${rgb(colour)} rg 1 0 0 -1 ${points(x)} ${points(baseline)} Tm [${glyphs.join("")}] TJ ET`,
      );
    },
    box: (at, colour) => ink.boxes([at], colour),
    boxes: (all, colour) => {
      const shapes = all.map(
        ({ x, y, width, height }) => `${points(x)} ${points(y)} ${points(width)} ${points(height)} re`,
      );
      drawn.push(`${rgb(colour)} rg ${shapes.join(" ")} f`);
    },
    line: (from, to, y, colour) =>
      drawn.push(
        `${rgb(colour)} RG ${lineWidth} w ${points(from)} ${points(y)} m ${points(to)} ${points(y)} l S`,
      ),
    dry: () => {
      if (drawn.length === 0) return;
      const { fonts } = paper.page as unknown as { fonts: Record<string, PdfObject> };
      for (const weight of ["regular", "bold"] as const) fonts[names[weight]] = dictionaries[weight];
      // Colours and widths of lines are ours only until here.
      paper.addContent(Buffer.from(`q\n${drawn.join("\n")}\nQ\n`, "latin1"));
      drawn = [];
    },
    finish: () => {
      ink.dry();
      embedType(paper, types.regular, dictionaries.regular, "DOMOVR");
      embedType(paper, types.bold, dictionaries.bold, "DOMOVB");
    },
  };
  return ink;
};

/** Words with the space after them, so that few different ones are remembered. */
const wordsOf = (text: string): string[] => text.match(/[^ ]* |[^ ]+$/g) ?? [];
