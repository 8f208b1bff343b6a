import { DateTime } from "luxon";
import type { FieldInput, FormInput } from "../event.ts";
import type { Field } from "../form.ts";
import { type Text, t } from "../text.ts";

export type Checked = { ok: true; value: FieldInput } | { ok: false; text: Text };

const mistake = (key: string, params?: Record<string, string | number>): Checked => ({
  ok: false,
  text: t(`chat.form.${key}`, params),
});

/** The field's value, tidied, or a sentence that says what to do. The same on every platform. */
export const checkField = (field: Field, given: FieldInput | undefined): Checked => {
  const checked = checkKind(field, given ?? { kind: "skipped" });
  if (!checked.ok || checked.value.kind === "skipped") return checked;
  const text = field.validate?.(checked.value);
  return text ? { ok: false, text } : checked;
};

const checkKind = (field: Field, given: FieldInput): Checked => {
  if (isEmpty(given)) return field.optional ? { ok: true, value: { kind: "skipped" } } : mistake("required");
  switch (field.input.kind) {
    case "text":
      return given.kind === "text" ? checkText(field.input, given) : mistake("write-text");
    case "date":
      return given.kind === "text" ? checkDate(field.input.earliest, given) : mistake("write-date");
    case "choice":
      return given.kind === "choice" && field.input.options.some(({ value }) => value === given.value)
        ? { ok: true, value: given }
        : mistake("choose");
    case "choices": {
      const known = new Set(field.input.options.map(({ value }) => value));
      return given.kind === "choices" && given.values.every((value) => known.has(value))
        ? { ok: true, value: given }
        : mistake("choose");
    }
    case "files":
      return checkFiles(field.input, given);
    case "location":
      return given.kind === "location" ? { ok: true, value: given } : mistake("send-location");
  }
};

const isEmpty = (given: FieldInput): boolean =>
  given.kind === "skipped" ||
  (given.kind === "text" && given.text.trim() === "") ||
  (given.kind === "choices" && given.values.length === 0) ||
  (given.kind === "files" && given.files.length === 0);

type Typed = Extract<FieldInput, { kind: "text" }>;

const checkText = (input: { minLength?: number; maxLength: number }, typed: Typed): Checked => {
  const text = typed.text.trim();
  if (text.length < (input.minLength ?? 1)) return mistake("too-short", { min: input.minLength ?? 1 });
  if (text.length > input.maxLength)
    return mistake("too-long", { max: input.maxLength, length: text.length });
  return { ok: true, value: { ...typed, text } };
};

const dateFormats = ["yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy"];

const checkDate = (earliest: string, typed: Typed): Checked => {
  const text = typed.text.trim();
  const date = dateFormats
    .map((format) => DateTime.fromFormat(text, format))
    .find((parsed) => parsed.isValid);
  const iso = date?.toISODate();
  if (!iso) return mistake("write-date");
  return iso < earliest ? mistake("too-early", { earliest }) : { ok: true, value: { ...typed, text: iso } };
};

const checkFiles = (input: { max: number; accept: readonly string[] }, given: FieldInput): Checked => {
  if (given.kind !== "files") return mistake("send-files");
  if (given.files.some((file) => !input.accept.includes(file.kind))) return mistake("wrong-kind-of-file");
  if (given.files.length > input.max) return mistake("too-many-files", { max: input.max });
  return { ok: true, value: given };
};

/** All mistakes of a form at once, or its tidied input. */
export const checkForm = (
  fields: readonly Field[],
  input: FormInput,
): { ok: true; input: FormInput } | { ok: false; errors: Record<string, Text> } => {
  const tidy: FormInput = {};
  const errors: Record<string, Text> = {};
  for (const field of fields) {
    const checked = checkField(field, input[field.name]);
    if (checked.ok) tidy[field.name] = checked.value;
    else errors[field.name] = checked.text;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, input: tidy };
};
