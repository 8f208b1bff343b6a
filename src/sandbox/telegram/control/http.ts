import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../http/read-args.ts";
import { sendJson } from "../http/router.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "../world/world.ts";
import type { Control } from "./control.ts";

const notByHttp = new Set(["waitFor", "waitForMessage", "waitForCall"]);

/**
 * The control interface over HTTP: `POST /control/<verb>` with a JSON array of arguments (or one object) answers
 * `{ok, result}`; bytes are `{"base64": "…"}`. `GET /control/events?since=n` streams events,
 * `GET /control/file/<file id>` gives a file.
 */
export function createControlHttp(world: World, control: Control) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const path = url.pathname.slice("/control/".length);
    if (request.method === "GET" && path === "events") return streamEvents(world, request, response, url);
    if (request.method === "GET" && path.startsWith("file/")) return sendFile(world, path.slice(5), response);
    const verbs = control as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>;
    const verb = Object.hasOwn(verbs, path) && !notByHttp.has(path) ? verbs[path] : undefined;
    if (request.method !== "POST" || !verb) {
      return sendJson(response, 404, { ok: false, error: `There is no control verb "${path}".` });
    }
    // A page of another origin can't send this type without asking first.
    if (!request.headers["content-type"]?.startsWith("application/json")) {
      return sendJson(response, 415, { ok: false, error: "Send application/json." });
    }
    try {
      const args = readArguments((await readBody(request)).toString("utf8"));
      const result = await verb(...args);
      sendJson(response, 200, { ok: true, result: result ?? null });
    } catch (error) {
      const text = error instanceof Refusal || error instanceof Error ? error.message : String(error);
      sendJson(response, 400, { ok: false, error: text });
    }
  };
}

function readArguments(body: string): unknown[] {
  if (body.trim() === "") return [];
  const value: unknown = JSON.parse(body, (_key, item: unknown) => {
    const bytes = typeof item === "object" && item !== null && "base64" in item ? item.base64 : undefined;
    return typeof bytes === "string" ? Buffer.from(bytes, "base64") : item;
  });
  return Array.isArray(value) ? value : [value];
}

function streamEvents(world: World, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const since = Number(request.headers["last-event-id"] ?? url.searchParams.get("since") ?? 0);
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  const write = (event: { seq: number }) =>
    response.write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
  for (const event of world.journal.since(since)) write(event);
  const stop = world.journal.listen(write);
  response.on("close", stop);
}

function sendFile(world: World, fileId: string, response: ServerResponse): void {
  const file = world.files.get(decodeURIComponent(fileId));
  if (!file) {
    sendJson(response, 404, { ok: false, error: "There is no such file." });
    return;
  }
  response.writeHead(200, {
    "Content-Type": file.mimeType ?? "application/octet-stream",
    "Content-Length": file.bytes.length,
    "X-Content-Type-Options": "nosniff",
  });
  response.end(file.bytes);
}
