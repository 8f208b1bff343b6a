import type { FieldInput, FormInput } from "../../../chat/event.ts";
import { incomingFiles } from "./incoming-file.ts";
import { isPayload, list, type Payload, part, word } from "./payload.ts";

/** The fields of a submitted modal: a block is named after its field and holds one element. */
export const formValues = (view: Payload): FormInput => {
  const values: FormInput = {};
  for (const [field, elements] of Object.entries(part(view, "state", "values"))) {
    const element = isPayload(elements) ? Object.values(elements).find(isPayload) : undefined;
    if (element) values[field] = fieldInput(element);
  }
  return values;
};

const skipped: FieldInput = { kind: "skipped" };

const fieldInput = (element: Payload): FieldInput => {
  switch (word(element, "type")) {
    case "static_select":
    case "radio_buttons":
    case "external_select":
      return chosen(word(element, "selected_option", "value"));
    case "checkboxes":
    case "multi_static_select":
      return {
        kind: "choices",
        values: list(element, "selected_options").map((option) => word(option, "value")),
      };
    case "datepicker":
      return typed(word(element, "selected_date"));
    case "file_input":
      return { kind: "files", files: incomingFiles(list(element, "files")) };
    default:
      return typed(word(element, "value"));
  }
};

const chosen = (value: string): FieldInput => (value ? { kind: "choice", value } : skipped);

const typed = (text: string): FieldInput => (text ? { kind: "text", text } : skipped);
