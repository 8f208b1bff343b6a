import PDFDocument from "pdfkit";
import { fontFile, type Paper } from "../paper.ts";

/** A font that pdfkit has parsed; documents of one thread share it, since parsing takes longer than drawing a page. */
const parsed = new Map<string, ParsedFont>();

interface ParsedFont {
  layout(text: string): unknown;
}

const characters = (from: number, to: number): string =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, at) => from + at));

const parse = (name: string): ParsedFont => {
  const scratch = new PDFDocument({ autoFirstPage: false });
  scratch.font(fontFile(name));
  const { font } = (scratch as unknown as { _font: { font: ParsedFont } })._font;
  // A font remembers each glyph with the character it was first asked for; Cyrillic letters that are drawn as Latin
  // ones would leave those without any, and no later document could be copied from or searched in.
  for (const [from, to] of [
    [0x20, 0x7e],
    [0xa0, 0x17f],
    [0x400, 0x45f],
    [0x2010, 0x2044],
    [0x20a0, 0x20bf],
  ] as const)
    font.layout(characters(from, to));
  return font;
};

const fontOf = (name: string): PDFKit.Mixins.PDFFontSource => {
  const font = parsed.get(name) ?? parse(name);
  parsed.set(name, font);
  return font as unknown as PDFKit.Mixins.PDFFontSource;
};

/** Registers the fonts of receipts, parsed once for a thread. */
export const registerFonts = (paper: Paper): void => {
  paper.registerFont("regular", fontOf("DejaVuSansCondensed"));
  paper.registerFont("bold", fontOf("DejaVuSansCondensed-Bold"));
};
