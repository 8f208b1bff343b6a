import type { IncomingMessage } from "node:http";
import busboy from "busboy";
import { LIMITS } from "../limits.ts";
import { badRequest, Refusal } from "../refusal.ts";
import { Args, type UploadedFile } from "./args.ts";

const tooLarge = () => new Refusal(413, "Request Entity Too Large");

/** Arguments from the query and the body (form, JSON or multipart). */
export async function readArgs(request: IncomingMessage, query: URLSearchParams): Promise<Args> {
  const { values, files } = await readAll(request, query);
  // Telegraf repeats the method's name in multipart bodies.
  return new Args(new Map([...values].filter(([name]) => name !== "method")), files);
}

async function readAll(request: IncomingMessage, query: URLSearchParams): Promise<Args> {
  const values = new Map<string, string>(query);
  const type = request.headers["content-type"] ?? "";
  if (request.method === "GET" || request.method === "HEAD") return new Args(values);
  if (type.startsWith("multipart/form-data")) return readMultipart(request, values);
  const body = (await readBody(request)).toString("utf8");
  if (type.startsWith("application/json")) addJson(values, body);
  else if (type.startsWith("application/x-www-form-urlencoded")) addAll(values, new URLSearchParams(body));
  return new Args(values);
}

/** A whole body in memory; refused beyond the upload limit. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMITS.uploadBytes * 2) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON object → arguments: texts as they are, everything else as its JSON; null counts as absent. */
export function addJson(values: Map<string, string>, body: string): void {
  if (body.trim() === "") return;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw badRequest("can't parse the request body as a JSON object");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw badRequest("can't parse the request body as a JSON object");
  }
  for (const [name, value] of Object.entries(parsed)) {
    if (value !== null && value !== undefined) {
      values.set(name, typeof value === "string" ? value : JSON.stringify(value));
    }
  }
}

function addAll(values: Map<string, string>, more: Iterable<[string, string]>): void {
  for (const [name, value] of more) values.set(name, value);
}

function readMultipart(request: IncomingMessage, values: Map<string, string>): Promise<Args> {
  const files = new Map<string, UploadedFile>();
  return new Promise((resolve, reject) => {
    const parser = busboy({
      headers: request.headers,
      defParamCharset: "utf8",
      limits: { fileSize: LIMITS.uploadBytes, fieldSize: 1024 * 1024 },
    });
    parser.on("field", (name, value) => values.set(name, value));
    parser.on("file", (field, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("limit", () => {
        // Read to the end, so that the caller gets the answer and not a broken connection.
        request.unpipe(parser);
        request.resume();
        reject(tooLarge());
      });
      stream.on("end", () => {
        const name = info.filename ?? field;
        files.set(field, { name, mimeType: info.mimeType, bytes: Buffer.concat(chunks) });
      });
    });
    parser.on("close", () => resolve(new Args(values, files)));
    parser.on("error", (error) => reject(error instanceof Error ? error : new Error(String(error))));
    request.on("error", reject);
    request.pipe(parser);
  });
}
