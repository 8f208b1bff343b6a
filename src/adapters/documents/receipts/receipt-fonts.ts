import PDFDocument from "pdfkit";
import { fontFile, type Paper } from "../paper.ts";

/** A font that pdfkit has parsed; documents of one thread share it, since parsing takes longer than drawing a page. */
const parsed = new Map<string, unknown>();

const parse = (name: string): unknown => {
  const scratch = new PDFDocument({ autoFirstPage: false });
  scratch.font(fontFile(name));
  return (scratch as unknown as { _font: { font: unknown } })._font.font;
};

const fontOf = (name: string): PDFKit.Mixins.PDFFontSource => {
  const font = parsed.get(name) ?? parse(name);
  parsed.set(name, font);
  return font as PDFKit.Mixins.PDFFontSource;
};

/** Registers the fonts of receipts, parsed once for a thread. */
export const registerFonts = (paper: Paper): void => {
  paper.registerFont("regular", fontOf("DejaVuSansCondensed"));
  paper.registerFont("bold", fontOf("DejaVuSansCondensed-Bold"));
};
