import type { FieldInput, MessageEvent } from "../event.ts";
import type { Field } from "../form.ts";
import { wordsIn } from "../map-text.ts";
import type { Translate } from "../text.ts";

/** What a message says as the answer to a field: options may also be typed by their label or number. */
export const readAnswer = (
  field: Field,
  message: Pick<MessageEvent, "text" | "files" | "location">,
  translate: Translate,
  language: string,
  source?: string,
): FieldInput => {
  const { input } = field;
  if (input.kind === "location" && message.location) return { kind: "location", ...message.location };
  if (input.kind === "files" && message.files.length > 0) return { kind: "files", files: message.files };
  if (input.kind === "choice" || input.kind === "choices") {
    const said = message.text.trim().toLowerCase();
    const option = input.options.find(
      ({ label }, index) => said === String(index + 1) || said === translate(label, language).toLowerCase(),
    );
    if (option)
      return input.kind === "choice"
        ? { kind: "choice", value: option.value }
        : { kind: "choices", values: [option.value] };
  }
  // Where a story is told, a place is part of it; a name or a number it is not.
  const text = input.kind === "text" && input.multiline ? wordsIn(message) : message.text;
  return text.trim() === ""
    ? { kind: "files", files: message.files }
    : { kind: "text", text, ...(source ? { source } : {}) };
};
