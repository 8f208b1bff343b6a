import { isObject, type JsonObject } from "../block-kit/rule.ts";
import type { Filled } from "../state/types.ts";
import { initialState, isBlank } from "../state/view-state.ts";

/** What Slack's own client refuses before it submits a modal, by block_id. */
export const clientErrors = (blocks: readonly JsonObject[], filled: Filled): Record<string, string> => {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== "input" || !isObject(block.element)) continue;
    const { element } = block;
    const state = filled.get(String(block.block_id))?.get(String(element.action_id)) ?? initialState(element);
    const error = isBlank(state)
      ? block.optional === true
        ? undefined
        : "Please complete this required field."
      : valueError(element, state ?? {});
    if (error !== undefined) errors[String(block.block_id)] = error;
  }
  return errors;
};

const valueError = (element: JsonObject, state: JsonObject): string | undefined => {
  const value = typeof state.value === "string" ? state.value : "";
  const length = [...value].length;
  switch (element.type) {
    case "plain_text_input":
      if (typeof element.min_length === "number" && length < element.min_length)
        return `Please use at least ${element.min_length} characters.`;
      return length > (typeof element.max_length === "number" ? element.max_length : 3000)
        ? "Please use fewer characters."
        : undefined;
    case "email_text_input":
      return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value) ? undefined : "Please enter a valid email address.";
    case "url_text_input":
      return URL.canParse(value) ? undefined : "Please enter a valid URL.";
    case "number_input":
      return numberError(element, value);
    case "file_input": {
      const files = Array.isArray(state.files) ? state.files.length : 0;
      return files > (typeof element.max_files === "number" ? element.max_files : 10)
        ? "Too many files."
        : undefined;
    }
    default:
      return undefined;
  }
};

const numberError = (element: JsonObject, value: string): string | undefined => {
  const amount = Number(value);
  if (value.trim() === "" || !Number.isFinite(amount)) return "Please enter a valid number.";
  if (element.is_decimal_allowed !== true && !Number.isInteger(amount)) return "Please enter a whole number.";
  if (typeof element.min_value === "string" && amount < Number(element.min_value))
    return `Please enter a number of at least ${element.min_value}.`;
  if (typeof element.max_value === "string" && amount > Number(element.max_value))
    return `Please enter a number of at most ${element.max_value}.`;
  return undefined;
};
