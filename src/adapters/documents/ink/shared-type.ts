import { deflateSync } from "node:zlib";
import PDFDocument from "pdfkit";
import { fontFile } from "../font-file.ts";
import { glyphMeanings } from "./glyph-meanings.ts";

interface Glyph {
  id: number;
  advanceWidth: number;
  codePoints: number[];
}

/** What is used of a font that pdfkit has parsed. A glyph's widths and positions are in the font's own units. */
export interface ParsedFont {
  postscriptName: string;
  unitsPerEm: number;
  ascent: number;
  descent: number;
  capHeight?: number;
  bbox: { minX: number; minY: number; maxX: number; maxY: number };
  layout(text: string): {
    glyphs: Glyph[];
    positions: { xAdvance: number }[];
  };
  getGlyph(id: number): Glyph;
  createSubset(): { glyphs: readonly number[]; includeGlyph(id: number): number; encode(): Uint8Array };
}

/** A word as it is set: its width at one point, and what stands for it in the brackets of a TJ operator. */
interface SetWord {
  width: number;
  glyphs: string;
}

/** The glyphs that the documents of a thread were set in so far, packed to be put into a document. */
export interface PackedType {
  /** By number in the subset; thousandths of a point. */
  widths: readonly number[];
  trueType: Buffer;
  /** Bytes of the same, unpacked. */
  trueTypeLength: number;
  meanings: Buffer;
}

export interface SharedType {
  font: ParsedFont;
  word(word: string): SetWord;
  glyphCount(): number;
  packed(): PackedType;
}

/** Words that a thread remembers: the same ones stand in every document. */
const mostWords = 20_000;
/** Bytes of a document grow with the glyphs that others needed, so a type of very many begins anew. */
const mostGlyphs = 700;

/**
 * A font for many documents. pdfkit makes a subset for each document and sets each word in each of them, which takes
 * more than half of a short document's time; documents of a thread are of the same letters and the same words.
 */
const newType = (font: ParsedFont): SharedType => {
  const subset = font.createSubset();
  const scale = 1000 / font.unitsPerEm;
  const widths: number[] = [];
  const characters: number[][] = [];
  const words = new Map<string, SetWord>();
  let packed: PackedType | undefined;

  const include = ({ id, advanceWidth, codePoints }: Glyph): number => {
    const number = subset.includeGlyph(id);
    if (characters[number]?.length) return number;
    widths[number] = advanceWidth * scale;
    characters[number] = codePoints;
    packed = undefined;
    return number;
  };
  const set = (word: string): SetWord => {
    const { glyphs, positions } = font.layout(word.normalize("NFC"));
    let width = 0;
    let written = "<";
    for (const [at, glyph] of glyphs.entries()) {
      written += include(glyph).toString(16).padStart(4, "0");
      const advance = positions[at]?.xAdvance ?? glyph.advanceWidth;
      const closer = Math.round((glyph.advanceWidth - advance) * scale);
      if (closer !== 0) written += `> ${closer} <`;
      width += advance * scale;
    }
    return { width: width / 1000, glyphs: `${written}>` };
  };
  const pack = (): PackedType => {
    const trueType = subset.encode();
    // Letters with marks are made of parts, which came to the subset only now.
    for (const [number, id] of subset.glyphs.entries()) {
      widths[number] ??= font.getGlyph(id).advanceWidth * scale;
      characters[number] ??= [];
    }
    return {
      widths: [...widths],
      trueType: deflateSync(trueType),
      trueTypeLength: trueType.length,
      meanings: deflateSync(glyphMeanings(characters)),
    };
  };
  return {
    font,
    word: (word) => {
      const known = words.get(word);
      if (known) return known;
      if (words.size >= mostWords) words.clear();
      const made = set(word);
      words.set(word, made);
      return made;
    },
    glyphCount: () => widths.length,
    packed: () => {
      packed ??= pack();
      return packed;
    },
  };
};

const parse = (name: string): ParsedFont => {
  const scratch = new PDFDocument({ autoFirstPage: false, font: "" });
  scratch.font(fontFile(name));
  const { font } = (scratch as unknown as { _font: { font: ParsedFont } })._font;
  // A font remembers each glyph with the character it was first asked for; Cyrillic letters that are drawn as Latin
  // ones would leave those without any, and no document could be copied from or searched in.
  for (const [from, to] of [
    [0x20, 0x7e],
    [0xa0, 0x17f],
    [0x400, 0x45f],
    [0x2010, 0x2044],
    [0x20a0, 0x20bf],
  ] as const)
    font.layout(String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, at) => from + at)));
  return font;
};

const types = new Map<string, SharedType>();

/** The type of a thread's next document. */
export const sharedType = (weight: "regular" | "bold"): SharedType => {
  const name = weight === "bold" ? "DejaVuSansCondensed-Bold" : "DejaVuSansCondensed";
  const known = types.get(name);
  if (known && known.glyphCount() <= mostGlyphs) return known;
  const type = newType(known?.font ?? parse(name));
  types.set(name, type);
  return type;
};
