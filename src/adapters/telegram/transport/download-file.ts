import { readFile, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { Downloaded } from "../../../core/files/file-source.ts";
import { NetworkError, networkReason } from "./api-error.ts";
import { readBody } from "./read-body.ts";
import { officialApiRoot, type TransportOptions } from "./transport.ts";

const timeoutMs = 120_000;

/** Fetches the bytes behind getFile's path. A Bot API server of one's own in local mode gives a path on this disk. */
export const downloadFile = async (
  { token, apiRoot = officialApiRoot }: Pick<TransportOptions, "token" | "apiRoot">,
  filePath: string,
  maxBytes: number,
): Promise<Downloaded> => {
  if (isAbsolute(filePath) && apiRoot !== officialApiRoot) return readLocal(filePath, maxBytes);
  const url = `${apiRoot.replace(/\/+$/, "")}/file/bot${token}/${filePath}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (response.status === 404) return { ok: false, code: "gone" };
    if (!response.ok || !response.body) throw new NetworkError("download", String(response.status));
    const bytes = await readBody(Readable.fromWeb(response.body as ReadableStream), maxBytes);
    return bytes ? { ok: true, bytes } : { ok: false, code: "too-large" };
  } catch (error) {
    throw error instanceof NetworkError ? error : new NetworkError("download", networkReason(error));
  }
};

const readLocal = async (path: string, maxBytes: number): Promise<Downloaded> => {
  if ((await stat(path)).size > maxBytes) return { ok: false, code: "too-large" };
  return { ok: true, bytes: await readFile(path) };
};
