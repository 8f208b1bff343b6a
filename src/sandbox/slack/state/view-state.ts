import { isObject, type JsonObject } from "../block-kit/rule.ts";

/** For each kind of element: the property of its state, and where its initial value stands. */
const properties: Readonly<
  Record<string, { readonly state: string; readonly initial: string; readonly empty: unknown }>
> = {
  plain_text_input: { state: "value", initial: "initial_value", empty: null },
  email_text_input: { state: "value", initial: "initial_value", empty: null },
  url_text_input: { state: "value", initial: "initial_value", empty: null },
  number_input: { state: "value", initial: "initial_value", empty: null },
  rich_text_input: { state: "rich_text_value", initial: "initial_value", empty: null },
  static_select: { state: "selected_option", initial: "initial_option", empty: null },
  external_select: { state: "selected_option", initial: "initial_option", empty: null },
  radio_buttons: { state: "selected_option", initial: "initial_option", empty: null },
  checkboxes: { state: "selected_options", initial: "initial_options", empty: [] },
  multi_static_select: { state: "selected_options", initial: "initial_options", empty: [] },
  multi_external_select: { state: "selected_options", initial: "initial_options", empty: [] },
  users_select: { state: "selected_user", initial: "initial_user", empty: null },
  multi_users_select: { state: "selected_users", initial: "initial_users", empty: [] },
  channels_select: { state: "selected_channel", initial: "initial_channel", empty: null },
  multi_channels_select: { state: "selected_channels", initial: "initial_channels", empty: [] },
  conversations_select: { state: "selected_conversation", initial: "initial_conversation", empty: null },
  multi_conversations_select: {
    state: "selected_conversations",
    initial: "initial_conversations",
    empty: [],
  },
  datepicker: { state: "selected_date", initial: "initial_date", empty: null },
  timepicker: { state: "selected_time", initial: "initial_time", empty: null },
  datetimepicker: { state: "selected_date_time", initial: "initial_date_time", empty: null },
  file_input: { state: "files", initial: "", empty: [] },
};

/** The property of state.values that holds an element's value; undefined for a button and its like. */
export const stateProperty = (type: string): string | undefined => properties[type]?.state;

/** What an untouched element holds. */
export const initialState = (element: JsonObject): JsonObject | undefined => {
  const type = String(element.type);
  const known = properties[type];
  return known ? { type, [known.state]: element[known.initial] ?? known.empty } : undefined;
};

/** True when nothing is filled in, so that a required input may not be submitted. */
export const isBlank = (state: JsonObject | undefined): boolean => {
  if (!state) return true;
  const value = state[stateProperty(String(state.type)) ?? ""];
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
};

export const stateOf = (element: JsonObject, value: unknown): JsonObject => {
  const type = String(element.type);
  return { type, [stateProperty(type) ?? "value"]: value };
};

export const optionsOf = (element: JsonObject): JsonObject[] => {
  const grouped = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : [];
  return [element.options, ...grouped.map((group) => group.options)].flatMap((options) =>
    Array.isArray(options) ? options.filter(isObject) : [],
  );
};
