import { toBuffer } from "qrcode";
import sharp from "sharp";

/** Pixels: sharp on any phone. */
const side = 720;
/** Modules of white around. */
const quiet = 4;

/** A payment QR as a picture, with the error correction that EPC069-12 and GOST R 56042 ask for. */
export const qrPng = (text: string): Promise<Buffer> =>
  toBuffer(text, { errorCorrectionLevel: "M", margin: quiet, width: side });

/** Swiss guidelines: the cross in the middle is 7 mm of the code's 46 mm. */
const crossShare = 7 / 46;

/** The same with the Swiss cross, by which a payer knows the code. */
export const swissQrPng = async (text: string): Promise<Buffer> => {
  const cross = Math.round(side * crossShare);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${cross}" height="${cross}" viewBox="0 0 100 100">
    <rect width="100" height="100" fill="#fff"/><rect x="7" y="7" width="86" height="86"/>
    <path d="M42 22h16v20h20v16H58v20H42V58H22V42h20z" fill="#fff"/></svg>`;
  const at = Math.round((side - cross) / 2);
  return sharp(await qrPng(text))
    .composite([{ input: Buffer.from(svg), left: at, top: at }])
    .png()
    .toBuffer();
};
