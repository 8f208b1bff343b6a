import { action } from "../action.ts";
import type { FieldInput } from "../event.ts";
import type { Field, Option } from "../form.ts";
import { inRows } from "../in-rows.ts";
import { plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";

/** The route of every button of a form that is asked step by step. */
export const formRoute = "f";

const optionsPerPage = 24;

export interface Asked {
  title: Text;
  fields: readonly Field[];
  step: number;
  field: Field;
  /** What was answered before, when the question is asked again. */
  current: FieldInput | undefined;
  /** Said above the question: a mistake, a remark, the form's introduction. */
  before: readonly Text[];
  page: number;
  counted: boolean;
  /** Of the form's opening. */
  nonce: string;
}

/** What a button of a form does, as long as this opening of the form lasts. */
export const formAction = (op: string, nonce: string, ...args: string[]) => ({
  action: action(formRoute, op, nonce, ...args),
});

/** Steps are counted only where answers can't change how many there are. */
const headingOf = ({ title, step, fields, counted }: Asked): Text =>
  counted && fields.length > 1 ? t("chat.form.step", { title, step: step + 1, of: fields.length }) : title;

/** A field as a chat message with its buttons. */
export const questionView = (asked: Asked): View => {
  const { field, current } = asked;
  const blocks: Block[] = [
    ...asked.before.map((text): Block => ({ type: "text", text })),
    { type: "heading", text: headingOf(asked) },
    { type: "text", text: field.label },
  ];
  if (field.hint) blocks.push({ type: "note", text: field.hint });
  const kept = current ? describe(field, current) : undefined;
  if (kept) blocks.push({ type: "quote", text: kept });
  return {
    blocks,
    buttons: [...answerButtons(asked), navigation(asked)],
    ...(field.input.kind === "location"
      ? { keyboard: { type: "share-location", label: t("chat.form.share-location") } }
      : {}),
  };
};

const answerButtons = ({ field, step, current, page, nonce }: Asked): Button[][] => {
  const { input } = field;
  if (input.kind !== "choice" && input.kind !== "choices") return [];
  const shown = input.options.slice(page * optionsPerPage, (page + 1) * optionsPerPage);
  const chosen = new Set(current?.kind === "choices" ? current.values : []);
  const buttons = shown.map((option) => ({
    label: optionLabel(option, chosen),
    do: formAction("o", nonce, String(step), option.value),
  }));
  const rows = inRows(buttons, 2);
  if (input.options.length > optionsPerPage) {
    const next = (page + 1) * optionsPerPage < input.options.length ? page + 1 : 0;
    rows.push([{ label: t("chat.form.more"), do: formAction("p", nonce, String(step), String(next)) }]);
  }
  return rows;
};

const optionLabel = (option: Option, chosen: ReadonlySet<string>): Text =>
  chosen.has(option.value) ? { join: [plain("✓"), option.label], by: " " } : option.label;

const navigation = ({ field, step, current, nonce }: Asked): Button[] => {
  const button = (op: string, style?: "primary"): Button => ({
    label: t(`chat.form.${op}`),
    do: formAction(op, nonce, String(step)),
    ...(style ? { style } : {}),
  });
  const several = field.input.kind === "files" || field.input.kind === "choices";
  const answered = current !== undefined && current.kind !== "skipped";
  return [
    ...(answered ? [button(several ? "ready" : "keep", "primary")] : []),
    ...(field.optional && !answered ? [button("skip")] : []),
    ...(step > 0 ? [button("back")] : []),
    button("cancel"),
  ];
};

const describe = (field: Field, value: FieldInput): Text | undefined => {
  switch (value.kind) {
    case "text":
      return plain(value.text);
    case "choice":
      return field.input.kind === "choice"
        ? field.input.options.find((option) => option.value === value.value)?.label
        : undefined;
    case "files":
      return t("chat.form.files", { count: value.files.length });
    case "location":
      return plain(`${value.latitude.toFixed(5)}, ${value.longitude.toFixed(5)}`);
    case "choices":
    case "skipped":
      return undefined;
  }
};
