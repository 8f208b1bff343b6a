import PDFDocument from "pdfkit";
import { fontFile } from "./font-file.ts";

export type Paper = PDFKit.PDFDocument;

/** A4, in points of 1/72 inch. */
export const page = { width: 595.28, height: 841.89, margin: 56 } as const;

export const innerWidth = page.width - 2 * page.margin;

export const colours = {
  dark: "#1f4037",
  main: "#2f5d50",
  tint: "#eef4f1",
  line: "#c9d9d2",
  text: "#1d2522",
  soft: "#5c6b65",
  paper: "#ffffff",
  black: "#000000",
} as const;

/** A new document with a font that has all of Latin and Cyrillic; pages are added by whoever draws. */
export const newPaper = (title: string, language: string, options: { bufferPages?: boolean } = {}): Paper => {
  const paper = new PDFDocument({
    size: "A4",
    margin: 0,
    autoFirstPage: false,
    // Whoever draws names the font: without this pdfkit reads Helvetica's metrics for every document.
    font: "",
    ...options,
    lang: language,
    displayTitle: true,
    info: { Title: title, Creator: "Domovoy" },
  });
  paper.registerFont("regular", fontFile("DejaVuSans"));
  paper.registerFont("bold", fontFile("DejaVuSans-Bold"));
  paper.registerFont("code", fontFile("DejaVuSansMono-Bold"));
  return paper;
};

/** Ends the document; resolves to its bytes. */
export const bytesOf = (paper: Paper): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    paper.on("data", (chunk: Buffer) => chunks.push(chunk));
    paper.on("end", () => resolve(Buffer.concat(chunks)));
    paper.on("error", reject);
    paper.end();
  });
