import type { InputBlock, PlainTextElement, PlainTextOption } from "@slack/types";
import type { Field, FieldKind, Option } from "../../../chat/form.ts";
import { cut } from "./cut.ts";
import type { Words } from "./words.ts";

type Element = InputBlock["element"];
type Choice = Extract<FieldKind, { kind: "choice" }>;
type Choices = Extract<FieldKind, { kind: "choices" }>;
type TextField = Extract<FieldKind, { kind: "text" }>;
type FilesField = Extract<FieldKind, { kind: "files" }>;

const actionId = "input";
const perList = 100;
const maxTyped = 3000;

/** A field as an input block named after it; null for what Slack can't ask, a location. */
export const renderField = (field: Field, words: Words): InputBlock | null => {
  const element = elementOf(field.input, words);
  if (!element) return null;
  return {
    type: "input",
    block_id: field.name,
    label: plain(words(field.label), 2000),
    element,
    optional: field.optional === true,
    ...(field.hint ? { hint: plain(words(field.hint), 2000) } : {}),
  };
};

const plain = (text: string, max: number): PlainTextElement => ({
  type: "plain_text",
  text: cut(text, max) || " ",
  emoji: true,
});

const elementOf = (input: FieldKind, words: Words): Element | null => {
  switch (input.kind) {
    case "text":
      return typed(input);
    case "choice":
      return choice(input, words);
    case "choices":
      return choices(input, words);
    case "date":
      return {
        type: "datepicker",
        action_id: actionId,
        ...(input.initial ? { initial_date: input.initial } : {}),
      };
    case "files":
      return files(input);
    case "location":
      return null;
  }
};

/** The least length is checked by our own validator, whose sentence says what to do. */
const typed = ({ multiline, maxLength, initial }: TextField): Element => {
  const max = Math.min(Math.max(maxLength, 1), maxTyped);
  return {
    type: "plain_text_input",
    action_id: actionId,
    multiline: multiline === true,
    max_length: max,
    ...(initial ? { initial_value: cut(initial, max) } : {}),
  };
};

const choice = ({ options, initial }: Choice, words: Words): Element => {
  const rendered = options.map((option) => renderOption(option, words));
  const chosen = rendered.find(({ value }) => value === initial);
  const preset = chosen ? { initial_option: chosen } : {};
  if (rendered.length <= perList)
    return { type: "static_select", action_id: actionId, options: rendered, ...preset };
  return { type: "static_select", action_id: actionId, option_groups: groups(rendered), ...preset };
};

const choices = ({ options, initial = [] }: Choices, words: Words): Element => {
  const rendered = options.map((option) => renderOption(option, words));
  const chosen = rendered.filter(({ value }) => value !== undefined && initial.includes(value));
  const preset = chosen.length > 0 ? { initial_options: chosen } : {};
  if (rendered.length <= 10) return { type: "checkboxes", action_id: actionId, options: rendered, ...preset };
  if (rendered.length <= perList)
    return { type: "multi_static_select", action_id: actionId, options: rendered, ...preset };
  return { type: "multi_static_select", action_id: actionId, option_groups: groups(rendered), ...preset };
};

const renderOption = ({ value, label }: Option, words: Words): PlainTextOption => {
  if (value.length > 150)
    throw new Error("an option's value is longer than Slack's 150 characters; use an id");
  return { text: plain(words(label), 75), value };
};

/** Long lists in hundreds, each named by its first and last entry. */
const groups = (
  options: readonly PlainTextOption[],
): { label: PlainTextElement; options: PlainTextOption[] }[] => {
  const made = [];
  for (let start = 0; start < options.length; start += perList) {
    const group = options.slice(start, start + perList);
    const label = `${cut(group[0]?.text.text ?? "", 36)} – ${cut(group.at(-1)?.text.text ?? "", 36)}`;
    made.push({ label: plain(label, 75), options: group });
  }
  if (made.length > perList)
    throw new Error("a list of more than 10,000 options does not fit into a Slack modal");
  return made;
};

const extensions: Record<FilesField["accept"][number], string[]> = {
  photo: ["jpg", "jpeg", "png", "gif", "webp", "heic", "heif"],
  video: ["mp4", "mov", "webm", "m4v", "3gp"],
  voice: ["mp3", "m4a", "ogg", "opus", "wav", "aac"],
  document: [],
};

const files = ({ max, accept }: FilesField): Element => ({
  type: "file_input",
  action_id: actionId,
  max_files: Math.min(Math.max(max, 1), 10),
  // A document may be of any type, so nothing can be ruled out beforehand.
  ...(accept.includes("document") ? {} : { filetypes: accept.flatMap((kind) => extensions[kind]) }),
});
