import { actionId, dispatchConfig, placeholder } from "./composition.ts";
import { elements } from "./elements.ts";
import { richTextBlock } from "./rich-text.ts";
import {
  boolean,
  type Complaint,
  type JsonObject,
  list,
  number,
  object,
  oneOf,
  type Rule,
  string,
} from "./rule.ts";

const common = {
  action_id: actionId,
  placeholder,
  focus_on_load: boolean,
  dispatch_action_config: dispatchConfig,
};

const lengthsInOrder = (value: JsonObject): Complaint[] => {
  const { min_length: min, max_length: max, initial_value: initial } = value;
  if (typeof min === "number" && typeof max === "number" && min > max)
    return [{ message: "must be less than or equal to `max_length`", at: "/min_length" }];
  if (typeof initial === "string" && typeof max === "number" && [...initial].length > max)
    return [{ message: `must be less than ${max + 1} characters`, at: "/initial_value" }];
  return [];
};

/** The fields that a person types or drops files into, by type. */
const inputElements: Readonly<Record<string, Rule>> = {
  plain_text_input: object(
    { type: oneOf("plain_text_input") },
    {
      ...common,
      initial_value: string(0, 3000),
      multiline: boolean,
      min_length: number({ integer: true, min: 0, max: 3000 }),
      max_length: number({ integer: true, min: 1, max: 3000 }),
    },
    lengthsInOrder,
  ),
  email_text_input: object(
    { type: oneOf("email_text_input") },
    { ...common, initial_value: string(0, 3000) },
  ),
  url_text_input: object({ type: oneOf("url_text_input") }, { ...common, initial_value: string(0, 3000) }),
  number_input: object(
    { type: oneOf("number_input"), is_decimal_allowed: boolean },
    { ...common, initial_value: string(), min_value: string(), max_value: string() },
  ),
  rich_text_input: object(
    { type: oneOf("rich_text_input") },
    {
      ...common,
      initial_value: richTextBlock,
      min_lines: number({ integer: true, min: 1 }),
      max_lines: number({ integer: true, min: 1 }),
    },
  ),
  file_input: object(
    { type: oneOf("file_input") },
    {
      action_id: actionId,
      filetypes: list(string(1), 1),
      max_files: number({ integer: true, min: 1, max: 10 }),
    },
  ),
};

const pick = (names: readonly string[]): Record<string, Rule> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const rule = elements[name] ?? inputElements[name];
      return rule ? [[name, rule] as const] : [];
    }),
  );

const menus = [
  "static_select",
  "external_select",
  "users_select",
  "channels_select",
  "conversations_select",
  "multi_static_select",
  "multi_external_select",
  "multi_users_select",
  "multi_channels_select",
  "multi_conversations_select",
];
const pickers = ["checkboxes", "radio_buttons", "datepicker", "timepicker"];

/** Which elements each kind of block may hold. */
export const inActions = pick([
  ...menus,
  ...pickers,
  "datetimepicker",
  "button",
  "overflow",
  "workflow_button",
  "rich_text_input",
]);
export const inSection = pick([...menus, ...pickers, "button", "overflow", "workflow_button"]);
export const inInput = pick([...menus, ...pickers, "datetimepicker", ...Object.keys(inputElements)]);
