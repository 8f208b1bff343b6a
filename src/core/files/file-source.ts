import type { Platform } from "../platform.ts";

/** Where a file that somebody sent is fetched from: each chat platform has one. */
export interface FileSource {
  readonly platform: Platform;
  /** Throws on passing faults, so that the job is tried again. */
  download(externalId: string, maxBytes: number): Promise<Downloaded>;
}

export type Downloaded = { ok: true; bytes: Buffer } | { ok: false; code: "too-large" | "gone" };
