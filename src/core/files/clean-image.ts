const maxPixels = 50_000_000;
const jpegQuality = 88;

export interface CleanImage {
  bytes: Buffer;
  mime: string;
  extension: string;
}

/**
 * Draws a picture anew, upright, without EXIF, GPS, XMP or anything else but its pixels. PNG stays PNG; all else
 * becomes JPEG, which every platform shows. Undefined when it is no picture that can be read.
 */
export const cleanImage = async (bytes: Buffer): Promise<CleanImage | undefined> => {
  // Loaded with the first picture: it takes a tenth of a second and some megabytes.
  const { default: sharp } = await import("sharp");
  try {
    const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: "error" }).autoOrient();
    const { format } = await image.metadata();
    return format === "png"
      ? { bytes: await image.png().toBuffer(), mime: "image/png", extension: "png" }
      : {
          bytes: await image.jpeg({ quality: jpegQuality }).toBuffer(),
          mime: "image/jpeg",
          extension: "jpg",
        };
  } catch {
    return undefined;
  }
};
