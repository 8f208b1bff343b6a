import type { FormInput } from "../event.ts";
import type { Field } from "../form.ts";
import type { Translate } from "../text.ts";
import { type Checked, checkField } from "./check-field.ts";
import type { Conversation } from "./conversation.ts";
import { readAnswer } from "./read-answer.ts";

/** Whether an answer of the form was typed in this message, or tried to be. */
export const cameFrom = ({ input, refused }: Conversation, source: string): boolean =>
  refused === source ||
  Object.values(input).some((given) => given.kind === "text" && given.source === source);

interface Draft {
  step: number;
  input: FormInput;
  refused: string | null;
  /** As the form opened. */
  all: readonly Field[];
  /** Those that are asked. */
  fields: readonly Field[];
}

/** What an edited message makes of the answer that was typed in it; undefined when that is what it was. */
export const correctedAnswer = (
  { step, input, refused, all, fields }: Draft,
  { source, text }: { source: string; text: string },
  translate: Translate,
  language: string,
): { field: Field; checked: Checked } | undefined => {
  const field =
    refused === source
      ? fields[step]
      : all.find(({ name }) => {
          const given = input[name];
          return given?.kind === "text" && given.source === source;
        });
  if (!field) return undefined;
  const typed = readAnswer(field, { text, files: [], location: null }, translate, language, source);
  const checked = checkField(field, typed);
  const before = input[field.name];
  const isSame =
    checked.ok &&
    before?.kind === "text" &&
    checked.value.kind === "text" &&
    before.text === checked.value.text;
  return isSame ? undefined : { field, checked };
};
