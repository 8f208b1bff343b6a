import { createHash, randomBytes } from "node:crypto";
import type { PhotoSize } from "@grammyjs/types";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";

export type FileKind = "photo" | "video" | "voice" | "document" | "thumbnail";

export interface StoredFile {
  fileId: string;
  uniqueId: string;
  kind: FileKind;
  bytes: Buffer;
  name?: string;
  mimeType?: string;
  width?: number;
  height?: number;
  duration?: number;
  /** All sizes of the photo that this file is one of. */
  sizes?: PhotoSize[];
}

/** Files by file id, with download paths that expire after an hour. */
export interface FileStore {
  add(file: Omit<StoredFile, "fileId" | "uniqueId">): StoredFile;
  get(fileId: string): StoredFile | undefined;
  /** Path for downloading; refuses what is beyond the 20 MB that a bot may fetch. */
  openPath(file: StoredFile): string;
  byPath(path: string): StoredFile | undefined;
  all(): StoredFile[];
  /** Takes back a file that the store had before, under its id. */
  restore(file: StoredFile): void;
}

const idPrefix: Record<FileKind, string> = {
  photo: "AgACAgIAAx",
  video: "BAACAgIAAx",
  voice: "AwACAgIAAx",
  document: "BQACAgIAAx",
  thumbnail: "AAMCAgADGQ",
};
const folder: Record<FileKind, string> = {
  photo: "photos",
  video: "videos",
  voice: "voice",
  document: "documents",
  thumbnail: "thumbnails",
};

/** Empty store on the given clock. */
export function createFileStore(now: () => number): FileStore {
  const files = new Map<string, StoredFile>();
  const paths = new Map<string, { file: StoredFile; openedAt: number }>();
  let count = 0;
  return {
    add(given) {
      const digest = createHash("sha256").update(given.kind).update(given.bytes).digest("base64url");
      const fileId = idPrefix[given.kind] + randomBytes(30).toString("base64url");
      const file: StoredFile = { ...given, fileId, uniqueId: `AQAD${digest.slice(0, 12)}` };
      files.set(fileId, file);
      return file;
    },
    get: (fileId) => files.get(fileId),
    all: () => [...files.values()],
    restore: (file) => void files.set(file.fileId, file),
    openPath(file) {
      if (file.bytes.length > LIMITS.downloadBytes) throw badRequest("file is too big");
      for (const [path, entry] of paths) {
        if (entry.file === file) {
          entry.openedAt = now();
          return path;
        }
      }
      const path = `${folder[file.kind]}/file_${count++}${extensionOf(file)}`;
      paths.set(path, { file, openedAt: now() });
      return path;
    },
    byPath(path) {
      const entry = paths.get(path);
      return entry && now() - entry.openedAt <= LIMITS.filePathMs ? entry.file : undefined;
    },
  };
}

function extensionOf(file: StoredFile): string {
  if (file.kind === "photo" || file.kind === "thumbnail") return ".jpg";
  if (file.kind === "voice") return ".oga";
  const own = /\.[A-Za-z0-9]{1,8}$/.exec(file.name ?? "");
  return own ? own[0] : file.kind === "video" ? ".mp4" : "";
}
