import { type Child, h } from "../dom.ts";
import type { Json } from "../wire.ts";
import { say } from "../words.ts";
import { type Acts, controlOf } from "./elements.ts";
import { isJson, textOf, word } from "./read.ts";

/** An input block of a modal: label, control, hint, and the error under it. */
export const inputBlock = (block: Json, acts: Acts): Child => {
  const element = isJson(block.element) ? block.element : {};
  const name = `in-${word(block.block_id)}`;
  const error = acts.errorOf(block);
  const hint = textOf(block.hint);
  const control = controlFor(block, element, acts);
  const field = control.matches("input, textarea, select") ? control : null;
  if (field) {
    field.id = name;
    if (error) field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${name}-about`);
  }
  return [
    h(
      "label",
      { class: "sl-label", for: name },
      textOf(block.label),
      block.optional === true ? h("span", null, ` ${say("sandbox.slack.optional")}`) : null,
    ),
    control,
    h(
      "div",
      { id: `${name}-about`, class: "sl-about" },
      error ? h("div", { class: "sl-error", role: "alert" }, error) : null,
      hint ? h("small", null, hint) : null,
    ),
  ];
};

const inputTypes: Readonly<Record<string, string>> = {
  email_text_input: "email",
  url_text_input: "url",
  number_input: "text",
};

const controlFor = (block: Json, element: Json, acts: Acts): HTMLElement => {
  const label = textOf(block.label);
  const change = (value: unknown): void => {
    acts.fill(block, element, value);
    if (block.dispatch_action === true) void acts.press(block, element, value);
  };
  const typed = (event: Event): void => acts.fill(block, element, (event.target as HTMLInputElement).value);
  const held = word(acts.valueOf(block, element));
  const placeholder = textOf(element.placeholder);
  switch (element.type) {
    case "plain_text_input":
      return element.multiline === true
        ? h("textarea", {
            rows: 4,
            value: held,
            placeholder,
            maxlength: Number(element.max_length ?? 3000),
            "aria-label": label,
            oninput: typed,
          })
        : h("input", {
            type: "text",
            value: held,
            placeholder,
            maxlength: Number(element.max_length ?? 3000),
            "aria-label": label,
            oninput: typed,
          });
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return h("input", {
        type: inputTypes[word(element.type)] ?? "text",
        inputmode: element.type === "number_input" ? "decimal" : null,
        value: held,
        placeholder,
        "aria-label": label,
        oninput: typed,
      });
    case "file_input":
      return fileInput(block, element, acts, label);
    default:
      return controlOf(block, element, acts, change);
  }
};

const fileInput = (block: Json, element: Json, acts: Acts, label: string): HTMLElement => {
  const types = Array.isArray(element.filetypes)
    ? element.filetypes.map((type) => `.${word(type)}`).join(",")
    : "";
  const names = h("ul", { class: "sl-chosen" });
  const held = acts.valueOf(block, element);
  const show = (files: readonly File[]): void =>
    names.replaceChildren(...files.map(({ name }) => h("li", null, name)));
  const choose = (files: readonly File[]): void => {
    acts.fill(block, element, files);
    show(files);
  };
  if (Array.isArray(held)) show(held.filter((file) => file instanceof File));
  return h(
    "div",
    {
      class: "sl-files",
      ondragover: (event: DragEvent) => event.preventDefault(),
      ondrop: (event: DragEvent) => {
        event.preventDefault();
        event.stopPropagation();
        choose([...(event.dataTransfer?.files ?? [])]);
      },
    },
    h("input", {
      type: "file",
      multiple: Number(element.max_files ?? 10) > 1,
      accept: types,
      "aria-label": label,
      onchange: (event: Event) => choose([...((event.target as HTMLInputElement).files ?? [])]),
    }),
    h("small", null, say("sandbox.slack.drop")),
    names,
  );
};
