import { isSame } from "../../core/files/swap-files.ts";
import type { EditedEvent, FieldInput, FormInput, IncomingFile, MessageRef } from "../event.ts";
import type { Field } from "../form.ts";
import type { Translate } from "../text.ts";
import { type Checked, checkField } from "./check-field.ts";
import type { Conversation } from "./conversation.ts";
import { readAnswer } from "./read-answer.ts";

/** Whether an answer of the form was typed or sent in this message, or tried to be. */
export const cameFrom = ({ input, refused }: Conversation, { source, message }: Edited): boolean =>
  refused === source ||
  Object.values(input).some(
    (given) =>
      (given.kind === "text" && given.source === source) ||
      (given.kind === "files" && given.files.some((file) => isOf(file, message))),
  );

interface Edited extends EditedEvent {
  /** The message: platform:chat:message. */
  source: string;
}

const isOf = (file: IncomingFile, message: MessageRef): boolean =>
  file.message?.messageId === message.messageId && file.message.chatId === message.chatId;

/** The field whose files came in an edited message, with what is attached to it now; undefined when that is the same. */
export const correctedFiles = (
  { input, all }: Pick<Draft, "input" | "all">,
  { message, files }: Edited,
): { field: Field; checked: Checked } | undefined => {
  for (const field of all) {
    const given = input[field.name];
    if (given?.kind !== "files" || files.length === 0) continue;
    const place = given.files.findIndex((file) => isOf(file, message));
    const before = given.files[place];
    if (!before || files.some((file) => isSame(file, before))) continue;
    const left = given.files.filter((file) => !isOf(file, message));
    const changed: FieldInput = { kind: "files", files: left.toSpliced(place, 0, ...files) };
    return { field, checked: checkField(field, changed) };
  }
  return undefined;
};

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
  { source, text }: Pick<Edited, "source" | "text">,
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
