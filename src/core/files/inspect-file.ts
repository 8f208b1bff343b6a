import type { AttachmentKind } from "../../database/types.ts";
import { cleanImage } from "./clean-image.ts";

export type FileRefusal = "empty" | "wrong-type" | "broken-image" | "heic";

export type InspectedFile =
  | { ok: true; bytes: Buffer; mime: string; extension: string; kind: AttachmentKind }
  | { ok: false; code: FileRefusal };

/** What people may send, by what the bytes are, whatever the name says. */
const accepted: Readonly<Record<string, AttachmentKind>> = {
  "image/jpeg": "photo",
  "image/png": "photo",
  "image/webp": "photo",
  "image/gif": "photo",
  "image/tiff": "photo",
  "image/avif": "photo",
  "video/mp4": "video",
  "video/quicktime": "video",
  "video/webm": "video",
  "video/x-matroska": "video",
  "audio/ogg": "voice",
  "audio/opus": "voice",
  "audio/ogg; codecs=opus": "voice",
  "audio/mpeg": "voice",
  "audio/x-m4a": "voice",
  "audio/mp4": "voice",
  "application/pdf": "document",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "document",
};

/** What iPhones keep pictures in. Its pixels are HEVC, which is under patents, so that sharp reads none but those of AV1. */
const heic: ReadonlySet<string> = new Set([
  "image/heic",
  "image/heif",
  "image/heic-sequence",
  "image/heif-sequence",
]);

/** Decides by its bytes whether a file may be kept; pictures come back without their metadata (place, camera). */
export const inspectFile = async (bytes: Buffer): Promise<InspectedFile> => {
  if (bytes.length === 0) return { ok: false, code: "empty" };
  const { fileTypeFromBuffer } = await import("file-type");
  const type = await fileTypeFromBuffer(bytes);
  if (!type) return isPlainText(bytes) ? textFile(bytes) : { ok: false, code: "wrong-type" };
  const isHeic = heic.has(type.mime);
  const kind = isHeic ? "photo" : accepted[type.mime];
  if (!kind) return { ok: false, code: "wrong-type" };
  if (kind !== "photo") return { ok: true, bytes, mime: type.mime, extension: type.ext, kind };
  const image = await cleanImage(bytes);
  return image ? { ok: true, kind, ...image } : { ok: false, code: isHeic ? "heic" : "broken-image" };
};

const textFile = (bytes: Buffer): InspectedFile => ({
  ok: true,
  bytes,
  mime: "text/plain",
  extension: "txt",
  kind: "document",
});

const isPlainText = (bytes: Buffer): boolean => {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\0");
  } catch {
    return false;
  }
};
