import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import type { ApiFault } from "../faults.ts";
import { parseMultipart, readBody } from "../http/body.ts";
import { sendJson } from "../http/respond.ts";
import { bodyFields, readArguments } from "./arguments.ts";
import { authorise } from "./authorise.ts";
import type { Call } from "./call-log.ts";
import { type Answer, type Method, refusal } from "./method.ts";
import { createRateLimits } from "./rate-limits.ts";

const CALLS_KEPT = 5_000;

interface Exchange {
  readonly name: string;
  readonly params: JsonObject;
  readonly response: ServerResponse;
}

export interface WebApi {
  serve(name: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  calls(): readonly Call[];
}

/** Answers /api/<method> with the given methods, under the faults that are asked for. */
export const createWebApi = (context: Context, methods: ReadonlyMap<string, Method>): WebApi => {
  const log: Call[] = [];
  const limits = createRateLimits(context.clock);

  const record = (
    exchange: Exchange,
    status: number,
    answer: JsonObject | undefined,
    fault?: string,
  ): void => {
    const { token: _token, ...params } = exchange.params;
    const call = {
      method: exchange.name,
      params,
      status,
      response: answer,
      at: context.clock.now().toISOString(),
      ...(fault === undefined ? {} : { fault }),
    };
    log.push(call);
    if (log.length > CALLS_KEPT) log.shift();
    context.journal.add("api_call", call);
  };

  const reply = (
    exchange: Exchange,
    answer: JsonObject,
    status = 200,
    headers = {},
    fault?: string,
  ): void => {
    record(exchange, status, answer, fault);
    sendJson(exchange.response, status, answer, headers);
  };

  const tooMany = (exchange: Exchange, seconds: number, fault?: string): void =>
    reply(exchange, refusal("ratelimited"), 429, { "retry-after": String(seconds) }, fault);

  /** Plays a fault; true when the call ends with it. */
  const play = (exchange: Exchange, fault: ApiFault): boolean => {
    switch (fault.kind) {
      case "rate_limited":
        tooMany(exchange, fault.retryAfter ?? 1, fault.kind);
        return true;
      case "error":
        reply(exchange, refusal(fault.code), 200, {}, fault.kind);
        return true;
      case "http":
        record(exchange, fault.status, undefined, fault.kind);
        exchange.response.writeHead(fault.status, { "content-type": "text/html" });
        exchange.response.end("<html><body>Server error</body></html>");
        return true;
      case "hang":
        record(exchange, 0, undefined, fault.kind);
        return true;
      case "drop_before":
        record(exchange, 0, undefined, fault.kind);
        exchange.response.socket?.destroy();
        return true;
      case "drop_after":
        return false;
    }
  };

  const answerTo = async (exchange: Exchange, method: Method, token: string | undefined): Promise<Answer> => {
    const unauthorised = authorise(context, method, token);
    if (unauthorised) return unauthorised;
    const read = readArguments(method, exchange.params, context.settings.strictArguments);
    return "refused" in read ? read.refused : method.run(context, read.args);
  };

  return {
    calls: () => log,
    serve: async (name, request, response) => {
      const contentType = request.headers["content-type"] ?? "";
      const params = await readParams(request, contentType);
      const exchange = { name, response, params: params === "bad_json" ? {} : params };
      const fault = context.faults.takeApi(name);
      if (fault && play(exchange, fault)) return;
      const method = methods.get(name);
      if (!method) return reply(exchange, refusal("unknown_method", { req_method: name }));
      if (params === "bad_json") return reply(exchange, refusal("invalid_json"));
      if (method.formOnly && contentType.includes("application/json"))
        return reply(exchange, refusal("invalid_arguments", formOnlyHint(method)));
      const channel = exchange.params.channel;
      const wait = context.settings.rateLimits
        ? limits.take(name, method, typeof channel === "string" ? channel : undefined)
        : undefined;
      if (wait !== undefined) return tooMany(exchange, wait);
      const answer = await answerTo(exchange, method, tokenOf(request, exchange.params, contentType));
      if (fault?.kind === "drop_after") {
        record(exchange, 0, answer, fault.kind);
        response.socket?.destroy();
        return;
      }
      reply(exchange, answer, 200, {
        "x-oauth-scopes": [...context.workspace.scopes].join(","),
        "x-slack-req-id": context.workspace.ids.token(20),
      });
    },
  };
};

const formOnlyHint = (method: Method): JsonObject => ({
  response_metadata: {
    messages: Object.keys(method.required).map((field) => `[ERROR] missing required field: ${field}`),
  },
});

const readParams = async (
  request: IncomingMessage,
  contentType: string,
): Promise<JsonObject | "bad_json"> => {
  const body = await readBody(request);
  const query = Object.fromEntries(new URL(request.url ?? "/", "http://localhost").searchParams);
  const fields = contentType.includes("multipart/form-data")
    ? (await parseMultipart(contentType, body)).fields
    : bodyFields(contentType, body);
  return fields === "bad_json" ? fields : { ...query, ...fields };
};

/** The token stands in the header; a form may also carry it as a field, JSON may not. */
const tokenOf = (request: IncomingMessage, params: JsonObject, contentType: string): string | undefined => {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  return typeof params.token === "string" && !contentType.includes("application/json")
    ? params.token
    : undefined;
};
