import type { PhotoSize } from "@grammyjs/types";
import sharp from "sharp";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import type { FileStore, StoredFile } from "./file-store.ts";

/** Longest sides of the sizes that the platform makes of one photo. */
const sides = [90, 320, 800, 1280];

/** Re-encodes a photo as the platform does: JPEG, no metadata, at most 1280 px, with smaller sizes before it. */
export async function makePhotoSizes(files: FileStore, bytes: Buffer): Promise<PhotoSize[]> {
  if (bytes.length > LIMITS.photoBytes) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${LIMITS.photoBytes} bytes`,
    );
  }
  const { width, height } = await dimensions(bytes);
  const ratio = Math.max(width / height, height / width);
  if (width + height > LIMITS.photoSides || ratio > LIMITS.photoRatio) {
    throw badRequest("PHOTO_INVALID_DIMENSIONS");
  }
  const longest = Math.max(width, height);
  const wanted = sides.filter((side) => side < longest);
  if (wanted.length < sides.length) wanted.push(longest);
  const rendered: StoredFile[] = [];
  for (const side of wanted) rendered.push(await render(files, bytes, side));
  const sizes = rendered.map(sizeOf);
  for (const file of rendered) file.sizes = sizes;
  return sizes;
}

async function dimensions(bytes: Buffer): Promise<{ width: number; height: number }> {
  try {
    const { width, height } = await sharp(bytes, { failOn: "none" }).metadata();
    return { width, height };
  } catch {
    throw badRequest("IMAGE_PROCESS_FAILED");
  }
}

async function render(files: FileStore, bytes: Buffer, side: number): Promise<StoredFile> {
  const { data, info } = await sharp(bytes, { failOn: "none" })
    .rotate()
    .resize(side, side, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#fff" })
    .jpeg({ quality: 80 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw badRequest("IMAGE_PROCESS_FAILED");
    });
  return files.add({
    kind: "photo",
    bytes: data,
    mimeType: "image/jpeg",
    width: info.width,
    height: info.height,
  });
}

function sizeOf(file: StoredFile): PhotoSize {
  return {
    file_id: file.fileId,
    file_unique_id: file.uniqueId,
    width: file.width ?? 0,
    height: file.height ?? 0,
    file_size: file.bytes.length,
  };
}
