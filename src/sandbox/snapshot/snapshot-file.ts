import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Blobs, decodeState, encodeState } from "./codec.ts";

/** Keeps one state on disk: JSON in one file, bytes beside it, each written whole or not at all. */
export interface SnapshotFile {
  /** Undefined when nothing was saved yet. */
  load(): unknown;
  /** Saves after a pause, once for all the calls in it. */
  saveSoon(): void;
  /** Saves now. */
  save(): void;
  /** Saves what is waiting, and saves no more. */
  close(): void;
}

const pauseMs = 500;

export const openSnapshotFile = (path: string, capture: () => unknown): SnapshotFile => {
  const blobs = blobsIn(join(dirname(path), "files"));
  let waiting: NodeJS.Timeout | undefined;
  let closed = false;
  const save = (): void => {
    clearTimeout(waiting);
    waiting = undefined;
    writeWhole(path, encodeState(capture(), blobs));
  };
  return {
    load: () => (existsSync(path) ? decodeState(readFileSync(path, "utf8"), blobs) : undefined),
    saveSoon: () => {
      if (!closed) waiting ??= setTimeout(save, pauseMs);
    },
    save,
    close: () => {
      closed = true;
      if (waiting) save();
    },
  };
};

const blobsIn = (folder: string): Blobs => {
  const known = new Map<Buffer, string>();
  return {
    put: (bytes) => {
      const seen = known.get(bytes);
      if (seen) return seen;
      const name = createHash("sha256").update(bytes).digest("hex");
      const path = join(folder, name);
      if (!existsSync(path)) writeWhole(path, bytes);
      known.set(bytes, name);
      return name;
    },
    get: (name) => {
      const bytes = readFileSync(join(folder, name));
      known.set(bytes, name);
      return bytes;
    },
  };
};

/** A reader sees the old content or the new one, also after a crash. */
const writeWhole = (path: string, content: string | Buffer): void => {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.new`;
  writeFileSync(aside, content);
  renameSync(aside, path);
};
