import type { IncomingMessage, ServerResponse } from "node:http";

const mostBytes = 80 * 1024 * 1024;

export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  response.end(text);
};

/** Types that a browser may show in place; everything else is saved to disk. */
const shownInPlace = /^(image\/(jpeg|png|gif|webp)|video\/|audio\/)/;

export const sendBytes = (
  response: ServerResponse,
  file: { bytes: Buffer; type: string; name: string },
): void => {
  const place = shownInPlace.test(file.type) ? "inline" : "attachment";
  response.writeHead(200, {
    "content-type": file.type,
    "content-length": file.bytes.length,
    "cache-control": "private, max-age=86400",
    "x-content-type-options": "nosniff",
    "content-disposition": `${place}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
  response.end(file.bytes);
};

/** The JSON of a request; `{base64: …}` in it becomes bytes. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new Error("The request is too large.");
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString("utf8");
  if (text === "") return {};
  return JSON.parse(text, (_key, item: unknown) => {
    const bytes = typeof item === "object" && item !== null && "base64" in item ? item.base64 : undefined;
    return typeof bytes === "string" ? Buffer.from(bytes, "base64") : item;
  });
};
