import type { FieldInput } from "../event.ts";
import type { Field } from "../form.ts";
import { type Text, t } from "../text.ts";

/** As many files as the field takes, the earlier ones first, and a word about those that were left. */
export const fitFiles = (field: Field, given: FieldInput): { value: FieldInput; remarks: Text[] } => {
  if (field.input.kind !== "files" || given.kind !== "files" || given.files.length <= field.input.max)
    return { value: given, remarks: [] };
  const { max } = field.input;
  const left = given.files.length - max;
  return {
    value: { kind: "files", files: given.files.slice(0, max) },
    remarks: [t("chat.form.files-left", { max, left })],
  };
};
