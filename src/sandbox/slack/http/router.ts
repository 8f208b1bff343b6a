import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "../context.ts";
import { respondTo } from "../state/response-urls.ts";
import type { WebApi } from "../web-api/serve.ts";
import { readBody } from "./body.ts";
import { serveFile, takeUpload } from "./file-routes.ts";
import { sendJson, sendText } from "./respond.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, parts: readonly string[]) => unknown;

/** Sends each request to the part that answers it. */
export const createRouter = (
  context: Context,
  webApi: WebApi,
  control: (name: string, request: IncomingMessage, response: ServerResponse) => Promise<void>,
) => {
  const routes: readonly (readonly [RegExp, Handler])[] = [
    [/^\/api\/([\w.]+)$/, (request, response, [name = ""]) => webApi.serve(name, request, response)],
    [
      /^\/upload\/v1\/(\w+)$/,
      (request, response, [ticket = ""]) => takeUpload(context, ticket, request, response),
    ],
    [
      /^\/files-pri\/\w+-(\w+)\/(?:download\/)?[^/]*$/,
      (request, response, [id = ""]) => serveFile(context, id, request, response),
    ],
    [
      /^\/(?:actions|commands|app)\/\w+\/\w+\/(\w+)$/,
      (request, response, [ticket = ""]) => takeResponse(context, ticket, request, response),
    ],
    [/^\/control\/(\w+)$/, (request, response, [name = ""]) => control(name, request, response)],
    [/^\/signin$/, (_request, response) => sendSignIn(response)],
    [/^\/avatar\/[\w.]+$/, (_request, response) => sendPixel(response)],
  ];

  return (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    for (const [pattern, handler] of routes) {
      const match = pattern.exec(pathname);
      if (!match) continue;
      const parts = match.slice(1);
      Promise.resolve(handler(request, response, parts)).catch((error: unknown) => {
        context.journal.add("server_error", { path: pathname, message: String(error) });
        if (!response.headersSent) sendJson(response, 500, { ok: false, error: "internal_error" });
      });
      return;
    }
    sendText(response, 404, "Not found");
  };
};

const takeResponse = async (
  context: Context,
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const text = (await readBody(request)).toString("utf8");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const refused = respondTo(context, ticket, body);
  context.journal.add("response_url", { body, ...(refused ? { error: refused.error } : {}) });
  if (refused) sendJson(response, refused.status, { ok: false, error: refused.error });
  else sendText(response, 200, "ok");
};

const sendSignIn = (response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end("<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body></body></html>");
};

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const sendPixel = (response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "image/png" });
  response.end(PIXEL);
};
