import type { Json } from "../wire.ts";

/** Reading of Slack's JSON, which promises nothing. */
export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

export const word = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

/** The words of a text object. */
export const textOf = (value: unknown): string => (isJson(value) ? word(value.text) : word(value));

export const optionsOf = (element: Json): Json[] => [
  ...listOf(element.options),
  ...listOf(element.option_groups).flatMap((group) => listOf(group.options)),
];
