import { create } from "qrcode";
import { colours, type Paper } from "./paper.ts";

/** Modules of white around, which scanners ask for (ISO/IEC 18004). */
const quiet = 4;

/** A QR code as shapes, so that it prints sharply at any size. `size` includes the quiet zone. */
export const drawQr = (paper: Paper, data: string, x: number, y: number, size: number): void => {
  const { modules } = create(data, { errorCorrectionLevel: "M" });
  const unit = size / (modules.size + 2 * quiet);
  paper.rect(x, y, size, size).fill(colours.paper);
  for (let row = 0; row < modules.size; row += 1) {
    for (const { from, to } of darkRuns(modules.size, (column) => modules.get(row, column) !== 0)) {
      paper.rect(x + (quiet + from) * unit, y + (quiet + row) * unit, (to - from) * unit, unit);
    }
  }
  paper.fill("#000000");
};

/** Neighbours as one rectangle: no hairlines between them, and a smaller file. */
const darkRuns = (size: number, isDark: (column: number) => boolean): { from: number; to: number }[] => {
  const runs: { from: number; to: number }[] = [];
  for (let column = 0; column < size; column += 1) {
    if (!isDark(column)) continue;
    const last = runs.at(-1);
    if (last?.to === column) last.to = column + 1;
    else runs.push({ from: column, to: column + 1 });
  }
  return runs;
};
