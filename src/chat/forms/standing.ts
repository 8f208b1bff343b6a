import type { FormInput } from "../event.ts";
import type { Field, Form } from "../form.ts";
import type { Text } from "../text.ts";
import type { View } from "../view.ts";
import type { Conversation } from "./conversation.ts";
import { questionView } from "./question.ts";

/** Where somebody stands in a form, with the form as it is now. */
export interface Standing extends Conversation {
  /** As the form opened. */
  all: readonly Field[];
  /** Those that are asked, as earlier answers make them. */
  fields: readonly Field[];
  definition: Form;
  /** It was asked before, and its answers so far are kept. */
  isAsked: boolean;
}

/** The question at which a form stands. */
export const questionOf = (at: Standing, before: readonly Text[], page = 0): View | undefined => {
  const field = at.fields[at.step];
  return (
    field &&
    questionView({
      title: at.definition.title,
      fields: at.fields,
      step: at.step,
      field,
      current: at.input[field.name],
      before,
      page,
      counted: !at.all.some(({ given }) => given !== undefined),
      nonce: at.nonce,
    })
  );
};

/** The fields as earlier answers make them; those that need not be asked are left out. */
export const fieldsGiven = (fields: readonly Field[], input: FormInput): Field[] =>
  fields.flatMap((field) => (field.given ? (field.given(input) ?? []) : [field]));
