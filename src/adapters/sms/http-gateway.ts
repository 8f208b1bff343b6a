import type { Failure } from "../../delivery/channel.ts";
import type { ShortMessage, SmsGateway, Submitted } from "./sms-gateway.ts";

export interface HttpSmsConfig {
  /** With {to}, {text}, {from} and {id} where they belong. */
  url: string;
  /** Null: GET. Else the JSON to POST, with the same places to fill in. */
  body: string | null;
  /** The Authorization header, or null. */
  authorization: string | null;
  from: string;
  /** Whether the provider can post receipts to us. */
  receipts: boolean;
}

const answerMs = 20_000;

/** Carries short messages by a provider's HTTP interface, whichever it is. */
export const createHttpSmsGateway = (config: HttpSmsConfig): SmsGateway => ({
  tellsReceipts: config.receipts,
  submit: (message) => submit(config, message),
  listen: () => undefined,
  stop: async () => undefined,
});

const submit = async (config: HttpSmsConfig, message: ShortMessage): Promise<Submitted> => {
  const values = { to: message.to, text: message.text, from: config.from, id: String(message.id) };
  const headers = {
    ...(config.authorization ? { authorization: config.authorization } : {}),
    ...(config.body ? { "content-type": "application/json" } : {}),
  };
  let response: Response;
  try {
    response = await fetch(fill(config.url, values, encodeURIComponent), {
      method: config.body ? "POST" : "GET",
      headers,
      ...(config.body ? { body: fill(config.body, values, insideJson) } : {}),
      signal: AbortSignal.timeout(answerMs),
    });
  } catch (error) {
    return { ok: false, failure: { code: "transient", detail: messageOf(error) } };
  }
  const text = await response.text().catch(() => "");
  if (response.ok) return { ok: true, gatewayIds: [idIn(text) ?? String(message.id)] };
  return { ok: false, failure: failureOf(response, text) };
};

/** Puts values into a template; each is escaped for where it stands. */
const fill = (
  template: string,
  values: Readonly<Record<string, string>>,
  written: (value: string) => string,
): string => template.replace(/\{(to|text|from|id)\}/g, (_, name: string) => written(values[name] ?? ""));

const insideJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** Providers name the message in an answer of JSON by one of these, somewhere near the top. */
const idNames = ["id", "message_id", "messageId", "sms_id", "smsId"];

const idIn = (text: string): string | undefined => {
  try {
    return findId(JSON.parse(text), 5);
  } catch {
    return /^[\w-]{1,64}$/.test(text.trim()) ? text.trim() : undefined;
  }
};

const findId = (value: unknown, depth: number): string | undefined => {
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  for (const name of idNames) {
    const found = (value as Record<string, unknown>)[name];
    if (typeof found === "string" || typeof found === "number") return String(found);
  }
  for (const inner of Object.values(value)) {
    const found = findId(inner, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
};

const failureOf = (response: Response, text: string): Failure => {
  const detail = `HTTP ${response.status}: ${text.slice(0, 200)}`;
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    return { code: "rate-limited", retryAfterMs: (seconds > 0 ? seconds : 2) * 1000, scope: "bot" };
  }
  if ([401, 403, 408].includes(response.status) || response.status >= 500)
    return { code: "transient", detail };
  return { code: "rejected", detail };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
