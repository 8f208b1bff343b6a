import sharp from "sharp";

/** A JPEG that differs from those of other numbers: equal bytes would be stored once. */
export const uniquePhoto = (number: number): Promise<Buffer> => {
  const background = { r: number % 251, g: (number * 7) % 241, b: (number * 13) % 239 };
  const mark = Buffer.from(
    `<svg width="160" height="120"><rect x="${number % 150}" y="${number % 110}" width="9" height="9" fill="white"/></svg>`,
  );
  return sharp({ create: { width: 160, height: 120, channels: 3, background } })
    .composite([{ input: mark }])
    .jpeg({ quality: 90 })
    .toBuffer();
};
