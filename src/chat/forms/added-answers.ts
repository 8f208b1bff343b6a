import type { FieldInput, MessageEvent } from "../event.ts";
import type { Field } from "../form.ts";
import type { Text } from "../text.ts";
import { checkField } from "./check-field.ts";
import { fitFiles } from "./fit-files.ts";
import type { Standing } from "./standing.ts";

/** Files add up over several messages, and a second tap on an option takes it back. */
export const merge = (before: FieldInput | undefined, given: FieldInput): FieldInput => {
  if (given.kind === "files" && before?.kind === "files") {
    return { kind: "files", files: [...before.files, ...given.files] };
  }
  if (given.kind === "choices" && before?.kind === "choices") {
    const left = before.values.filter((value) => !given.values.includes(value));
    const added = given.values.filter((value) => !before.values.includes(value));
    return { kind: "choices", values: [...left, ...added] };
  }
  return given;
};

/** Pictures sent along with another answer go to the form's field for files, also to one that is never asked. */
export const withFiles = (at: Standing, message: MessageEvent): { at: Standing; remarks: Text[] } => {
  const field = at.all.find(({ input }) => input.kind === "files");
  if (!field || message.files.length === 0) return { at, remarks: [] };
  const files = merge(at.input[field.name], { kind: "files", files: message.files });
  const { value, remarks } = fitFiles(field, files);
  const checked = checkField(field, value);
  if (!checked.ok) return { at, remarks: [checked.text] };
  return { at: { ...at, input: { ...at.input, [field.name]: checked.value } }, remarks };
};

/** What stands under a picture belongs to what was told before, and is not lost with the step that asks for pictures. */
export const withWords = (at: Standing, { text, files }: MessageEvent): { at: Standing; remarks: Text[] } => {
  const field = at.all.find(({ input }) => input.kind === "text" && input.multiline);
  const before = field && at.input[field.name];
  if (!field || before?.kind !== "text" || text.trim() === "" || files.length === 0)
    return { at, remarks: [] };
  return grow(at, field, before, text.trim());
};

type TextInput = Extract<FieldInput, { kind: "text" }>;

/** More words behind those that a field has; what they must be told of at once is said. */
export const grow = (
  at: Standing,
  field: Field,
  before: TextInput,
  text: string,
): { at: Standing; remarks: Text[] } => {
  const checked = checkField(field, { ...before, text: `${before.text}\n${text}` });
  if (!checked.ok) return { at, remarks: [checked.text] };
  const remark = field.remark?.({ kind: "text", text });
  return {
    at: { ...at, input: { ...at.input, [field.name]: checked.value } },
    remarks: remark ? [remark] : [],
  };
};
