import { badRequest } from "../refusal.ts";

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Fields of a button; Telegraf's Markup adds its own `hide` to each, which the platform ignores. */
export function buttonFields(value: JsonObject, known: readonly string[], what: string): JsonObject {
  const { hide: _, ...fields } = value;
  onlyKnown(fields, known, what);
  return fields;
}

/** Refuses fields that the platform doesn't know, so that a misspelt one is seen. */
export function onlyKnown(value: JsonObject, known: readonly string[], what: string): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw badRequest(`unknown field "${key}" in ${what}`);
  }
}
