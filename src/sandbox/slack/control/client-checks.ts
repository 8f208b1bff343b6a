import { isObject, type JsonObject } from "../block-kit/rule.ts";
import type { Filled } from "../state/types.ts";
import { initialState, isBlank } from "../state/view-state.ts";

/** Why Slack's own client does not submit a modal. */
export type ClientError =
  | "required"
  | "too_short"
  | "too_long"
  | "bad_email"
  | "bad_url"
  | "bad_number"
  | "not_whole"
  | "too_small"
  | "too_large"
  | "too_many_files";

/** What Slack's own client refuses before it submits a modal, by block_id. */
export const clientErrors = (blocks: readonly JsonObject[], filled: Filled): Record<string, ClientError> => {
  const errors: Record<string, ClientError> = {};
  for (const block of blocks) {
    if (block.type !== "input" || !isObject(block.element)) continue;
    const { element } = block;
    const state = filled.get(String(block.block_id))?.get(String(element.action_id)) ?? initialState(element);
    const error = isBlank(state)
      ? block.optional === true
        ? undefined
        : "required"
      : valueError(element, state ?? {});
    if (error !== undefined) errors[String(block.block_id)] = error;
  }
  return errors;
};

const valueError = (element: JsonObject, state: JsonObject): ClientError | undefined => {
  const value = typeof state.value === "string" ? state.value : "";
  const length = [...value].length;
  switch (element.type) {
    case "plain_text_input":
      if (typeof element.min_length === "number" && length < element.min_length) return "too_short";
      return length > (typeof element.max_length === "number" ? element.max_length : 3000)
        ? "too_long"
        : undefined;
    case "email_text_input":
      return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value) ? undefined : "bad_email";
    case "url_text_input":
      return URL.canParse(value) ? undefined : "bad_url";
    case "number_input":
      return numberError(element, value);
    case "file_input": {
      const files = Array.isArray(state.files) ? state.files.length : 0;
      return files > (typeof element.max_files === "number" ? element.max_files : 10)
        ? "too_many_files"
        : undefined;
    }
    default:
      return undefined;
  }
};

const numberError = (element: JsonObject, value: string): ClientError | undefined => {
  const amount = Number(value);
  if (value.trim() === "" || !Number.isFinite(amount)) return "bad_number";
  if (element.is_decimal_allowed !== true && !Number.isInteger(amount)) return "not_whole";
  if (typeof element.min_value === "string" && amount < Number(element.min_value)) return "too_small";
  if (typeof element.max_value === "string" && amount > Number(element.max_value)) return "too_large";
  return undefined;
};
