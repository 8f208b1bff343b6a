import jsQR from "jsqr";
import sharp from "sharp";

/** What a scanner reads from a picture. */
export const scanQr = async (picture: Buffer): Promise<Buffer> => {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const found = jsQR.default(new Uint8ClampedArray(data), info.width, info.height);
  if (!found) throw new Error("there is no QR code in the picture");
  return Buffer.from(found.binaryData);
};
