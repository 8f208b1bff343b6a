import { colours, type Paper } from "./paper.ts";
import { qrBoxes } from "./qr-boxes.ts";

/** A QR code as shapes, so that it prints sharply at any size. `size` includes the quiet zone. */
export const drawQr = (paper: Paper, data: string, x: number, y: number, size: number): void => {
  paper.rect(x, y, size, size).fill(colours.paper);
  for (const box of qrBoxes(data, x, y, size)) paper.rect(box.x, box.y, box.width, box.height);
  paper.fill(colours.black);
};
