import {
  actionId,
  confirmation,
  option,
  optionGroup,
  overflowOption,
  placeholder,
  plainOnly,
  richOption,
  slackFile,
} from "./composition.ts";
import {
  boolean,
  type Complaint,
  isObject,
  type JsonObject,
  list,
  number,
  object,
  oneOf,
  type Rule,
  string,
} from "./rule.ts";

const date: Rule = {
  kind: "string",
  pattern: /^\d{4}-\d{2}-\d{2}$/,
  expected: "a date in the format YYYY-MM-DD",
};
const time: Rule = {
  kind: "string",
  pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
  expected: "a time in the format HH:mm",
};
const url: Rule = {
  kind: "string",
  min: 1,
  max: 3000,
  pattern: /^(https?|slack|mailto|tel):/i,
  expected: "a valid URL",
};

const interactive = { action_id: actionId, confirm: confirmation, focus_on_load: boolean };
const menu = { ...interactive, placeholder };
const multi = { ...menu, max_selected_items: number({ integer: true, min: 1 }) };
const conversationFilter = object(
  {},
  {
    include: list(oneOf("im", "mpim", "private", "public"), 1),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);

/** The image of a context or section, not the image block. */
export const imageElement: Rule = object(
  { type: oneOf("image"), alt_text: string(1, 2000) },
  { image_url: url, slack_file: slackFile },
  (value) => needsOneOf(value, "image_url", "slack_file"),
);

export const needsOneOf = (value: JsonObject, first: string, second: string): Complaint[] =>
  (value[first] === undefined) === (value[second] === undefined)
    ? [{ message: `must define either \`${first}\` or \`${second}\`` }]
    : [];

const values = (options: unknown): unknown[] =>
  Array.isArray(options) ? options.map((entry) => (isObject(entry) ? entry.value : undefined)) : [];

/** Options come alone or grouped; the initial ones must be among them. */
const checkOptions = (value: JsonObject): Complaint[] => {
  const groups = value.option_groups;
  const known = new Set([
    ...values(value.options),
    ...(Array.isArray(groups) ? groups.flatMap((group) => values(isObject(group) ? group.options : [])) : []),
  ]);
  const initial = [
    ...(value.initial_option === undefined ? [] : values([value.initial_option])),
    ...values(value.initial_options),
  ];
  const at = value.initial_option === undefined ? "/initial_options" : "/initial_option";
  return initial.every((chosen) => known.has(chosen))
    ? []
    : [{ message: "must be an option defined in `options` or `option_groups`", at }];
};

const staticMenu = (value: JsonObject): Complaint[] => [
  ...needsOneOf(value, "options", "option_groups"),
  ...checkOptions(value),
];

const type = (name: string) => ({ type: oneOf(name) });

/** Every interactive element but the text inputs, by its type. */
export const elements: Readonly<Record<string, Rule>> = {
  button: object(
    { ...type("button"), text: plainOnly(75) },
    {
      action_id: actionId,
      url,
      value: string(0, 2000),
      style: oneOf("primary", "danger"),
      confirm: confirmation,
      accessibility_label: string(0, 75),
    },
  ),
  workflow_button: object(
    {
      ...type("workflow_button"),
      text: plainOnly(75),
      workflow: object({
        trigger: object(
          { url },
          { customizable_input_parameters: list(object({ name: string(1), value: string() })) },
        ),
      }),
    },
    {
      action_id: actionId,
      style: oneOf("primary", "danger"),
      confirm: confirmation,
      accessibility_label: string(0, 75),
    },
  ),
  overflow: object(
    { ...type("overflow"), options: list(overflowOption, 1, 5) },
    { action_id: actionId, confirm: confirmation },
  ),
  checkboxes: object(
    { ...type("checkboxes"), options: list(richOption, 1, 10) },
    { ...interactive, initial_options: list(richOption, 1, 10) },
    checkOptions,
  ),
  radio_buttons: object(
    { ...type("radio_buttons"), options: list(richOption, 1, 10) },
    { ...interactive, initial_option: richOption },
    checkOptions,
  ),
  datepicker: object(type("datepicker"), { ...menu, initial_date: date }),
  timepicker: object(type("timepicker"), { ...menu, initial_time: time, timezone: string(1) }),
  datetimepicker: object(type("datetimepicker"), {
    ...interactive,
    initial_date_time: number({ integer: true, min: 1_000_000_000, max: 9_999_999_999 }),
  }),
  static_select: object(
    type("static_select"),
    {
      ...menu,
      options: list(option, 1, 100),
      option_groups: list(optionGroup, 1, 100),
      initial_option: option,
    },
    staticMenu,
  ),
  external_select: object(type("external_select"), {
    ...menu,
    initial_option: option,
    min_query_length: number({ integer: true, min: 0 }),
  }),
  users_select: object(type("users_select"), { ...menu, initial_user: string(1) }),
  channels_select: object(type("channels_select"), {
    ...menu,
    initial_channel: string(1),
    response_url_enabled: boolean,
  }),
  conversations_select: object(type("conversations_select"), {
    ...menu,
    initial_conversation: string(1),
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
    filter: conversationFilter,
  }),
  multi_static_select: object(
    type("multi_static_select"),
    {
      ...multi,
      options: list(option, 1, 100),
      option_groups: list(optionGroup, 1, 100),
      initial_options: list(option, 1, 100),
    },
    staticMenu,
  ),
  multi_external_select: object(type("multi_external_select"), {
    ...multi,
    initial_options: list(option, 1, 100),
    min_query_length: number({ integer: true, min: 0 }),
  }),
  multi_users_select: object(type("multi_users_select"), { ...multi, initial_users: list(string(1)) }),
  multi_channels_select: object(type("multi_channels_select"), {
    ...multi,
    initial_channels: list(string(1)),
  }),
  multi_conversations_select: object(type("multi_conversations_select"), {
    ...multi,
    initial_conversations: list(string(1)),
    default_to_current_conversation: boolean,
    filter: conversationFilter,
  }),
};
