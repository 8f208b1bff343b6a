import type { IncomingMessage } from "node:http";

/** The body as text; undefined when it is longer than the bytes given. */
export const readBody = async (request: IncomingMessage, maxBytes: number): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

/** What the address says after the question mark. */
export const queryOf = ({ url = "/" }: IncomingMessage): URLSearchParams =>
  new URL(url, "http://localhost").searchParams;
