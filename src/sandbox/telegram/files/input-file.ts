import type { PhotoSize } from "@grammyjs/types";
import type { Args, UploadedFile } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import type { FileKind, FileStore, StoredFile } from "./file-store.ts";
import { makePhotoSizes } from "./photo-sizes.ts";

const kindNames: Record<FileKind, string> = {
  photo: "Photo",
  video: "Video",
  voice: "VoiceNote",
  document: "Document",
  thumbnail: "Thumbnail",
};
const noFile = "wrong file identifier/HTTP URL specified";

type Source = { known: StoredFile } | { upload: UploadedFile };

/** What a media parameter stands for: an uploaded part, `attach://part`, a URL or a known file id. */
async function resolve(files: FileStore, args: Args, value: string, kind: FileKind): Promise<Source> {
  if (value.startsWith("attach://")) {
    const upload = args.files.get(value.slice("attach://".length));
    if (!upload) throw badRequest(noFile);
    return { upload };
  }
  if (/^https?:\/\//i.test(value)) return { upload: await download(value, kind) };
  const known = files.get(value);
  if (!known) throw badRequest(noFile);
  if (known.kind !== kind) {
    throw badRequest(`can't use file of type ${kindNames[known.kind]} as ${kindNames[kind]}`);
  }
  return { known };
}

/** Reads the parameter of a send method; `there is no <kind> in the request` when it is absent. */
export function fileReference(args: Args, name: string, kind: FileKind): string {
  if (args.files.has(name)) return `attach://${name}`;
  const value = args.text(name);
  if (value === "") throw badRequest(`there is no ${kind} in the request`);
  return value;
}

/** A photo by reference: all its sizes. */
export async function photoFrom(files: FileStore, args: Args, reference: string): Promise<PhotoSize[]> {
  const source = await resolve(files, args, reference, "photo");
  if ("known" in source) return source.known.sizes ?? makePhotoSizes(files, source.known.bytes);
  return makePhotoSizes(files, source.upload.bytes);
}

/** Any other file by reference. */
export async function fileFrom(
  files: FileStore,
  args: Args,
  reference: string,
  kind: Exclude<FileKind, "photo">,
  about: { width?: number; height?: number; duration?: number } = {},
): Promise<StoredFile> {
  const source = await resolve(files, args, reference, kind);
  if ("known" in source) return source.known;
  const { bytes, name, mimeType } = source.upload;
  if (bytes.length === 0) throw badRequest("file must be non-empty");
  return files.add({ kind, bytes, name, mimeType, ...about });
}

async function download(url: string, kind: FileKind): Promise<UploadedFile> {
  const limit = kind === "photo" ? 5 * 1024 * 1024 : LIMITS.downloadBytes;
  let response: Response;
  let bytes: Buffer;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    bytes = Buffer.from(await response.arrayBuffer());
  } catch {
    throw badRequest("failed to get HTTP URL content");
  }
  if (!response.ok || bytes.length > limit) throw badRequest("failed to get HTTP URL content");
  const name = new URL(url).pathname.split("/").at(-1) || "file";
  const mimeType = response.headers.get("content-type") ?? "application/octet-stream";
  return { name, mimeType, bytes };
}
