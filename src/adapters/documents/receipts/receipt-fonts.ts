import PDFDocument from "pdfkit";
import { fontFile } from "../font-file.ts";
import type { Paper } from "../paper.ts";

/** A font that pdfkit has parsed; documents of one thread share it, since parsing takes longer than drawing a page. */
const parsed = new Map<string, ParsedFont>();

/** Words set in a font: glyphs and where they stand. pdfkit scales the positions of what it is given in place. */
interface GlyphRun {
  positions: object[];
}

interface ParsedFont {
  layout(text: string, features?: unknown): GlyphRun;
}

/** Words that a thread remembers: the same ones stand in every receipt. */
const mostWords = 20_000;

const copyOf = <T extends object>(value: T, change: Partial<T> = {}): T =>
  Object.assign(Object.create(Object.getPrototypeOf(value) as object), value, change) as T;

/** Setting words takes a third of a receipt's time, and a document forgets them at its end. */
const remembering = (font: ParsedFont): void => {
  const runs = new Map<string, GlyphRun>();
  const layout = font.layout.bind(font);
  font.layout = (text, features) => {
    if (features) return layout(text, features);
    const known = runs.get(text) ?? layout(text);
    if (runs.size >= mostWords) runs.clear();
    runs.set(text, known);
    return copyOf(known, { positions: known.positions.map((position) => copyOf(position)) });
  };
};

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
  remembering(font);
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
