import type { IncomingMessage, ServerResponse } from "node:http";
import { isObject } from "../block-kit/rule.ts";
import { readBody } from "../http/body.ts";
import { sendJson } from "../http/respond.ts";
import type { Journal } from "../journal.ts";
import { ControlError } from "./interaction.ts";

/** A command that can be given over HTTP, by its name. */
type CommandTable = Readonly<Record<string, (args: never) => unknown>>;

const plain = (_name: string, value: unknown): unknown => {
  if (value instanceof Set) return [...value];
  if (value instanceof Map) return Object.fromEntries(value);
  if (isObject(value) && value.type === "Buffer" && Array.isArray(value.data))
    return { size: value.data.length };
  return value;
};

export interface ControlParts {
  readonly journal: Journal;
  readonly commands: CommandTable;
  readonly queries: Readonly<Record<string, (params: URLSearchParams) => unknown>>;
}

/**
 * The control interface over HTTP: POST /control/<command> with JSON, GET /control/<query>, and
 * GET /control/events as an event stream. JSON only, so that no foreign page can post a form to it.
 */
export const createControlHttp =
  ({ journal, commands, queries }: ControlParts) =>
  async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const params = new URL(request.url ?? "/", "http://localhost").searchParams;
    if (request.method === "GET") {
      if (name === "events") return stream(journal, params, request, response);
      const query = Object.hasOwn(queries, name) ? queries[name] : undefined;
      if (!query) return sendJson(response, 404, { ok: false, error: "unknown_query" });
      return send(response, () => query(params));
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (request.method !== "POST" || !command)
      return sendJson(response, 404, { ok: false, error: "unknown_command" });
    if (!request.headers["content-type"]?.includes("application/json"))
      return sendJson(response, 415, { ok: false, error: "json_only" });
    const body = (await readBody(request)).toString("utf8");
    return send(response, () => command((body === "" ? {} : JSON.parse(body)) as never));
  };

const send = async (response: ServerResponse, work: () => unknown): Promise<void> => {
  try {
    const result: unknown = await work();
    sendJson(response, 200, {
      ok: true,
      result: JSON.parse(JSON.stringify(result ?? null, plain)) as unknown,
    });
  } catch (error) {
    const expected = error instanceof ControlError || error instanceof SyntaxError;
    sendJson(response, expected ? 400 : 500, {
      ok: false,
      error: error instanceof Error ? error.message : String(error),
    });
  }
};

const stream = (
  journal: Journal,
  params: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    connection: "keep-alive",
  });
  const write = (entry: { seq: number; kind: string }): void => {
    response.write(`id: ${entry.seq}\nevent: ${entry.kind}\ndata: ${JSON.stringify(entry, plain)}\n\n`);
  };
  const after = Number(request.headers["last-event-id"] ?? params.get("after") ?? Number.MAX_SAFE_INTEGER);
  response.write(": open\n\n");
  for (const entry of journal.entries(after)) write(entry);
  const unsubscribe = journal.subscribe(write);
  response.on("close", unsubscribe);
};
