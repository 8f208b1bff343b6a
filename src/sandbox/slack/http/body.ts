import type { IncomingMessage } from "node:http";
import busboy from "busboy";

export interface Multipart {
  readonly fields: Record<string, string>;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** The raw body of a request. */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Fields and files of a multipart body that was read already. */
export const parseMultipart = (contentType: string, body: Buffer): Promise<Multipart> =>
  new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    const files: { name: string; bytes: Buffer }[] = [];
    const parser = busboy({ headers: { "content-type": contentType } });
    parser.on("field", (name, value) => {
      fields[name] = value;
    });
    parser.on("file", (_field, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => files.push({ name: info.filename ?? "", bytes: Buffer.concat(chunks) }));
    });
    parser.on("close", () => resolve({ fields, files }));
    parser.on("error", reject);
    parser.end(body);
  });
