import type { Paper } from "../paper.ts";
import type { SharedType } from "./shared-type.ts";

/** An object of a PDF, as pdfkit numbers and writes it. */
export interface PdfObject {
  data: Record<string, unknown>;
  end(bytes?: Uint8Array): void;
}

export const objectIn = (paper: Paper, data: Record<string, unknown> = {}): PdfObject =>
  paper.ref(data) as unknown as PdfObject;

/** The glyphs have numbers of our own (ISO 32000-1, table 123). */
const symbolic = 4;

/** Writes a type into a document as the font that `dictionary` stands for: composite TrueType, ISO 32000-1, 9.7. */
export const embedType = (paper: Paper, type: SharedType, dictionary: PdfObject, tag: string): void => {
  const { bbox, unitsPerEm, ascent, descent, capHeight, postscriptName } = type.font;
  const { widths, trueType, trueTypeLength, meanings } = type.packed();
  const scaled = (units: number): number => (units * 1000) / unitsPerEm;
  const stream = (data: Record<string, unknown>, bytes: Buffer): PdfObject => {
    const object = objectIn(paper, { ...data, Filter: "FlateDecode" });
    object.end(bytes);
    return object;
  };
  const finished = (data: Record<string, unknown>): PdfObject => {
    const object = objectIn(paper, data);
    object.end();
    return object;
  };
  const BaseFont = `${tag}+${postscriptName}`;
  const FontDescriptor = finished({
    Type: "FontDescriptor",
    FontName: BaseFont,
    Flags: symbolic,
    FontBBox: [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map(scaled),
    ItalicAngle: 0,
    Ascent: scaled(ascent),
    Descent: scaled(descent),
    // Older fonts do not tell how high their capitals are.
    CapHeight: scaled(capHeight ?? ascent),
    StemV: 0,
    FontFile2: stream({ Length1: trueTypeLength }, trueType),
  });
  const glyphs = finished({
    Type: "Font",
    Subtype: "CIDFontType2",
    BaseFont,
    // Bytes become a string of PDF; a string would become a name.
    CIDSystemInfo: { Registry: Buffer.from("Adobe"), Ordering: Buffer.from("Identity"), Supplement: 0 },
    FontDescriptor,
    W: [0, widths],
    CIDToGIDMap: "Identity",
  });
  Object.assign(dictionary.data, {
    Type: "Font",
    Subtype: "Type0",
    BaseFont,
    Encoding: "Identity-H",
    DescendantFonts: [glyphs],
    ToUnicode: stream({}, meanings),
  });
  dictionary.end();
};
