import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "../refusal.ts";
import type { World } from "../world/world.ts";
import { readArgs } from "./read-args.ts";
import { type CallRunner, refused } from "./run-call.ts";

export interface RouterParts {
  world: World;
  token: string;
  runner: CallRunner;
  control(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
}

/** Paths of the Bot API (`/bot<token>/<method>`, `/file/bot<token>/<path>`) and of the control interface. */
export function createRouter(parts: RouterParts) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    route(parts, request, response).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) sendJson(response, 500, { ok: false, error_code: 500, description: text });
      else response.destroy();
    });
  };
}

async function route(parts: RouterParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const call = /^\/bot([^/]+)\/(?:test\/)?([^/]*)\/?$/.exec(url.pathname);
  if (call)
    return answerCall(parts, decodeURIComponent(call[1] ?? ""), call[2] ?? "", url, request, response);
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
  if (file)
    return answerFile(parts, decodeURIComponent(file[1] ?? ""), decodeURIComponent(file[2] ?? ""), response);
  if (url.pathname.startsWith("/control/")) return parts.control(request, response, url);
  const { status, body } = refused(new Refusal(404, "Not Found"));
  sendJson(response, status, body);
}

async function answerCall(
  { world, token, runner }: RouterParts,
  given: string,
  method: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableEnded) gone.abort();
  });
  if (given !== token) {
    request.resume();
    const { status, body } = refused(new Refusal(401, "Unauthorized"));
    return sendJson(response, status, body);
  }
  try {
    const args = await readArgs(request, url.searchParams);
    const answer = await runner.run({ method, args, via: "http", signal: gone.signal });
    if (answer === null) {
      request.socket.destroy();
      return;
    }
    sendJson(response, answer.status, answer.body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, body } = refused(error);
    world.journal.emit({ type: "fault", text: `${method}: ${error.message}` });
    sendJson(response, status, body);
  }
}

function answerFile(
  { world, token }: RouterParts,
  given: string,
  path: string,
  response: ServerResponse,
): void {
  const file = given === token ? world.files.byPath(path) : undefined;
  if (!file) {
    const refusal = given === token ? new Refusal(404, "Not Found") : new Refusal(401, "Unauthorized");
    const { status, body } = refused(refusal);
    sendJson(response, status, body);
    return;
  }
  // The platform serves every file as a stream of bytes, whatever it is.
  response.writeHead(200, {
    "Content-Type": "application/octet-stream",
    "Content-Length": file.bytes.length,
  });
  response.end(file.bytes);
}

/** One JSON answer. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(text);
}
