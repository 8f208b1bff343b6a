import { Resvg } from "@resvg/resvg-js";
import { toBuffer } from "qrcode";
import { SwissQRCode } from "swissqrbill/svg";
import type { SwissPayment } from "../../../core/payments-qr/swiss.ts";
import { swissData } from "./attach-swiss-bill.ts";

/** Pixels: sharp on any phone. */
const side = 720;

/** A payment QR as a picture, with the error correction that EPC069-12 and GOST R 56042 ask for. */
export const qrPng = (text: string): Promise<Buffer> =>
  toBuffer(text, { errorCorrectionLevel: "M", margin: 4, width: side });

/** The Swiss code with the cross in its middle, on white. */
export const swissQrPng = async (payment: SwissPayment): Promise<Buffer> => {
  const svg = new SwissQRCode(swissData(payment)).toString();
  return new Resvg(svg, { background: "#ffffff", fitTo: { mode: "width", value: side } }).render().asPng();
};
