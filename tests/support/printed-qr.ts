import { inflateSync } from "node:zlib";
import sharp from "sharp";
import { scanQr } from "./scan-qr.ts";

/** White around the code, in its own modules. */
const quiet = 4;

/** What a scanner reads from the code that a PDF draws module by module, of squares of one size. */
export const printedQr = async (pdf: Buffer): Promise<string> => {
  const squares = new Map<string, { x: number; y: number; side: number }[]>();
  for (const content of contents(pdf))
    for (const [, x, y, width = "", height = ""] of content.matchAll(rectangle)) {
      const side = Number(width);
      if (Math.abs(side - Number(height)) > 0.001) continue;
      const alike = squares.get(width) ?? [];
      alike.push({ x: Number(x), y: Number(y), side });
      squares.set(width, alike);
    }
  const modules = [...squares.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  const [first] = modules;
  if (!first) throw new Error("the PDF draws no squares");
  const unit = 8;
  const placed = modules.map(({ x, y }) => ({
    column: Math.round((x - Math.min(...modules.map((each) => each.x))) / first.side),
    row: Math.round((y - Math.min(...modules.map((each) => each.y))) / first.side),
  }));
  const size = (Math.max(...placed.map(({ column }) => column)) + 1 + 2 * quiet) * unit;
  const drawn = placed
    .map(
      ({ column, row }) =>
        `<rect x="${(column + quiet) * unit}" y="${(row + quiet) * unit}" width="${unit}" height="${unit}"/>`,
    )
    .join("");
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="100%" height="100%" fill="white"/>${drawn}</svg>`;
  return (await scanQr(await sharp(Buffer.from(picture)).png().toBuffer())).toString();
};

const rectangle = /(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re\b/g;

/** The drawing operators of its pages. */
const contents = (pdf: Buffer): string[] => {
  const found: string[] = [];
  for (let at = pdf.indexOf("\nstream\n"); at >= 0; at = pdf.indexOf("\nstream\n", at + 1)) {
    const bytes = pdf.subarray(at + "\nstream\n".length, pdf.indexOf("\nendstream", at));
    try {
      found.push(inflateSync(bytes).toString("latin1"));
    } catch {
      found.push(bytes.toString("latin1"));
    }
  }
  return found;
};
