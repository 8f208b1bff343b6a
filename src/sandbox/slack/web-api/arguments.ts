import { isObject, type JsonObject } from "../block-kit/rule.ts";
import { type Answer, type Arguments, type ArgumentType, type Method, refusal } from "./method.ts";

type Parsed = { readonly value: unknown } | { readonly problem: string };

const parsers: Readonly<Record<ArgumentType, (raw: unknown, name: string) => Parsed>> = {
  string: (raw) =>
    typeof raw === "string" || typeof raw === "number"
      ? { value: String(raw) }
      : { problem: "must provide a string" },
  boolean: (raw) => {
    if (raw === true || raw === "true" || raw === "1" || raw === 1) return { value: true };
    if (raw === false || raw === "false" || raw === "0" || raw === 0) return { value: false };
    return { problem: "must provide a boolean" };
  },
  number: (raw) => {
    const value = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
    return typeof value === "number" && Number.isFinite(value)
      ? { value }
      : { problem: "must provide a number" };
  },
  json: (raw) => {
    if (typeof raw !== "string") return { value: raw };
    try {
      return { value: JSON.parse(raw) as unknown };
    } catch {
      return { problem: "must be valid JSON" };
    }
  },
  strings: (raw) => {
    if (Array.isArray(raw)) return { value: raw.map(String) };
    if (typeof raw !== "string") return { problem: "must provide a string" };
    return {
      value: raw
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    };
  },
};

const formatErrors: Readonly<Record<string, string>> = {
  blocks: "invalid_blocks_format",
  metadata: "invalid_metadata_format",
  attachments: "invalid_attachments",
};

/** Slack's own clients send these with every call. */
const everywhere = new Set(["token", "team_id"]);

const invalid = (messages: readonly string[]): Answer =>
  refusal("invalid_arguments", {
    response_metadata: { messages: messages.map((line) => `[ERROR] ${line}`) },
  });

/** Reads a call's arguments by the method's table, or says with Slack's words what is wrong with them. */
export const readArguments = (
  method: Method,
  raw: JsonObject,
  strict: boolean,
): { readonly args: Arguments } | { readonly refused: Answer } => {
  const values = new Map<string, unknown>();
  const problems: string[] = [];
  for (const [name, given] of Object.entries(raw)) {
    if (given === null || given === undefined) continue;
    const type = method.required[name] ?? method.optional[name];
    if (!type) {
      if (strict && !everywhere.has(name))
        problems.push(`invalid additional property: ${name} [json-pointer:/]`);
      continue;
    }
    const parsed = parsers[type](given, name);
    if ("value" in parsed) values.set(name, parsed.value);
    else if (type === "json" && formatErrors[name]) return { refused: refusal(formatErrors[name]) };
    else problems.push(`${parsed.problem} [json-pointer:/${name}]`);
  }
  for (const name of Object.keys(method.required))
    if (!values.has(name) || values.get(name) === "") problems.push(`missing required field: ${name}`);
  if (problems.length > 0) return { refused: invalid(problems) };
  return { args: argumentsOf(values) };
};

const argumentsOf = (values: ReadonlyMap<string, unknown>): Arguments => ({
  has: (name) => values.has(name),
  json: (name) => values.get(name),
  text: (name) => {
    const value = values.get(name);
    return typeof value === "string" ? value : undefined;
  },
  flag: (name) => {
    const value = values.get(name);
    return typeof value === "boolean" ? value : undefined;
  },
  amount: (name) => {
    const value = values.get(name);
    return typeof value === "number" ? value : undefined;
  },
  list: (name) => {
    const value = values.get(name);
    return Array.isArray(value) ? value.map(String) : undefined;
  },
});

/** The parameters of a request body, which Slack takes as a form, as multipart or as JSON. */
export const bodyFields = (contentType: string, body: Buffer): JsonObject | "bad_json" => {
  if (contentType.includes("application/json")) {
    if (body.length === 0) return {};
    try {
      const parsed: unknown = JSON.parse(body.toString("utf8"));
      return isObject(parsed) ? parsed : "bad_json";
    } catch {
      return "bad_json";
    }
  }
  return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
};
