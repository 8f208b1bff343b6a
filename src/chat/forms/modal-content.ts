import type { FormInput } from "../event.ts";
import type { Field, Form, FormOpening } from "../form.ts";
import type { ModalContent } from "../taken.ts";

/** A form as the content of a modal, with what is known already filled in. */
export const modalContent = (
  form: Form,
  args: string[],
  opening: FormOpening,
  prefill: FormInput,
): ModalContent => {
  const { title, submit } = form;
  if (!opening.ok) return { kind: "refusal", title, text: opening.text };
  const fields = opening.fields.map((field) => prefilled(field, prefill));
  return {
    kind: "form",
    form: form.id,
    args,
    title,
    submit,
    fields,
    ...(opening.intro ? { intro: opening.intro } : {}),
  };
};

const prefilled = (field: Field, prefill: FormInput): Field => {
  const given = prefill[field.name];
  if (given?.kind === "text" && field.input.kind === "text") {
    return { ...field, input: { ...field.input, initial: given.text } };
  }
  if (given?.kind === "choice" && field.input.kind === "choice") {
    return { ...field, input: { ...field.input, initial: given.value } };
  }
  return field;
};
