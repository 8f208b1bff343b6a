import { boolean, byType, list, object, oneOf, type Rule, string } from "./rule.ts";

/** Text objects, options and confirmations: what blocks and elements are composed of. */
export const plainText = (max = 3000): Rule =>
  object({ type: oneOf("plain_text"), text: string(1, max) }, { emoji: boolean });

export const mrkdwn = (max = 3000): Rule =>
  object({ type: oneOf("mrkdwn"), text: string(1, max) }, { verbatim: boolean });

export const text = (max = 3000): Rule => {
  const types = { plain_text: plainText(max), mrkdwn: mrkdwn(max) };
  return byType(() => types, true);
};

/** A text field that Slack accepts as plain_text only: another type is an unsupported one. */
export const plainOnly = (max: number): Rule => {
  const types = { plain_text: plainText(max) };
  return byType(() => types);
};

export const mrkdwnOnly = (max: number): Rule => {
  const types = { mrkdwn: mrkdwn(max) };
  return byType(() => types);
};

export const option: Rule = object(
  { text: plainOnly(75), value: string(0, 150) },
  { description: plainOnly(75) },
);

export const richOption: Rule = object({ text: text(75), value: string(0, 150) }, { description: text(75) });

export const overflowOption: Rule = object(
  { text: plainOnly(75), value: string(0, 150) },
  { description: plainOnly(75), url: string(1, 3000) },
);

export const optionGroup: Rule = object({ label: plainOnly(75), options: list(option, 1, 100) });

export const confirmation: Rule = object(
  { title: plainOnly(100), text: text(300), confirm: plainOnly(30), deny: plainOnly(30) },
  { style: oneOf("primary", "danger") },
);

export const dispatchConfig: Rule = object(
  {},
  { trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), 1, 2) },
);

export const placeholder = plainOnly(150);
export const actionId = string(1, 255);
export const blockId = string(1, 255);

export const slackFile: Rule = object({}, { id: string(1), url: string(1, 3000) }, (value) =>
  (value.id === undefined) === (value.url === undefined)
    ? [{ message: "must define either `id` or `url`" }]
    : [],
);
