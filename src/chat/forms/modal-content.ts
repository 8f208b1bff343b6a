import type { Work } from "../../core/work/work.ts";
import type { ChatEvent, FormInput } from "../event.ts";
import type { Field, Form } from "../form.ts";
import type { ModalContent } from "../taken.ts";
import { prepareFields } from "./draft.ts";

/** A form as the content of a modal, with what is known already filled in. */
export const modalContent = async (
  work: Work,
  { sender }: Pick<ChatEvent, "sender">,
  form: Form,
  args: string[],
  prefill: FormInput,
): Promise<ModalContent> => {
  const { title, submit } = form;
  const opening = await form.open(work, args);
  if (!opening.ok) return { kind: "refusal", title, text: opening.text };
  const { fields, ...rest } = await prepareFields(work, sender, opening, prefill);
  return {
    kind: "form",
    form: form.id,
    args,
    ...rest,
    title,
    submit,
    fields: fields.map((field) => prefilled(field, prefill)),
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
