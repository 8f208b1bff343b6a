import sharp from "sharp";

/** A small real JPEG of one colour, for tests and demonstrations. */
export function samplePhoto(look: { width?: number; height?: number; color?: string } = {}): Promise<Buffer> {
  const { width = 640, height = 480, color = "#4a90d9" } = look;
  return sharp({ create: { width, height, channels: 3, background: color } })
    .jpeg({ quality: 70 })
    .toBuffer();
}
