import { create } from "qrcode";

/** Modules of white around, which scanners ask for (ISO/IEC 18004). */
const quiet = 4;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The dark parts of a QR code whose side, with the quiet zone, is `size`. */
export const qrBoxes = (data: string, x: number, y: number, size: number): Box[] => {
  const { modules } = create(data, { errorCorrectionLevel: "M" });
  const unit = size / (modules.size + 2 * quiet);
  return Array.from({ length: modules.size }, (_, row) =>
    darkRuns(modules.size, (column) => modules.get(row, column) !== 0).map(({ from, to }) => ({
      x: x + (quiet + from) * unit,
      y: y + (quiet + row) * unit,
      width: (to - from) * unit,
      height: unit,
    })),
  ).flat();
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
