import { type Child, h } from "../dom.ts";
import { dialog } from "../toast.ts";
import type { Json } from "../wire.ts";
import { say } from "../words.ts";
import { withEmoji } from "./emoji.ts";
import { listOf, optionsOf, textOf, word } from "./read.ts";

/** What can happen to the elements of a message, a modal or App Home. */
export interface Acts {
  /** A button or a choice that the app hears of at once; resolves when it has. */
  press(block: Json, element: Json, value?: unknown): Promise<void>;
  /** What an input holds now. */
  valueOf(block: Json, element: Json): unknown;
  /** What a person put into an input of a form. */
  fill(block: Json, element: Json, value: unknown): void;
  /** Options for what was typed into an external menu. */
  suggest(block: Json, element: Json, query: string): Promise<readonly Json[]>;
  /** The error under an input. */
  errorOf(block: Json): string | undefined;
  people: readonly { id: string; name: string }[];
  channels: readonly { id: string; name: string }[];
}

/** An interactive element of an actions block or a section's accessory. */
export const elementOf = (block: Json, element: Json, acts: Acts): Child => {
  const choose = (value: unknown): void => void acts.press(block, element, value);
  switch (element.type) {
    case "button":
    case "workflow_button":
      return button(block, element, acts);
    case "overflow":
      return h(
        "details",
        { class: "menu" },
        h("summary", { role: "button", "aria-label": say("sandbox.slack.more") }, "⋯"),
        h(
          "div",
          { class: "menu-list" },
          optionsOf(element).map((option) =>
            h("button", { type: "button", onclick: () => choose(option.value) }, textOf(option.text)),
          ),
        ),
      );
    default:
      return controlOf(block, element, acts, choose);
  }
};

const button = (block: Json, element: Json, acts: Acts): HTMLElement => {
  const url = word(element.url);
  const press = async (): Promise<void> => {
    made.classList.add("waiting");
    try {
      await acts.press(block, element);
      if (/^https?:/.test(url)) window.open(url, "_blank", "noopener");
    } finally {
      made.classList.remove("waiting");
    }
  };
  const ask = element.confirm as Json | undefined;
  const made: HTMLButtonElement = h(
    "button",
    {
      type: "button",
      class: `sl-button ${word(element.style)}`,
      "aria-label": element.accessibility_label ? word(element.accessibility_label) : null,
      onclick: () => {
        if (!ask) return void press();
        dialog(textOf(ask.title), textOf(ask.text), [
          { label: textOf(ask.deny) },
          {
            label: textOf(ask.confirm),
            style: ask.style === "danger" ? "danger" : "primary",
            run: () => void press(),
          },
        ]);
      },
    },
    withEmoji(textOf(element.text)),
  );
  return made;
};

/** A menu, a picker or a group of boxes; `change` is told the new value in the form that a person would name it. */
export const controlOf = (
  block: Json,
  element: Json,
  acts: Acts,
  change: (value: unknown) => void,
): HTMLElement => {
  const label = textOf(block.label) || textOf(element.placeholder) || word(element.type);
  const held = acts.valueOf(block, element);
  const typed = (event: Event): string => (event.target as HTMLInputElement).value;
  switch (element.type) {
    case "static_select":
    case "users_select":
    case "channels_select":
    case "conversations_select":
      return select(choicesOf(element, acts), element, label, held, change);
    case "external_select":
      return external(block, element, acts, label, change);
    case "multi_static_select":
    case "multi_users_select":
    case "multi_channels_select":
    case "multi_conversations_select":
    case "multi_external_select":
      return boxes(choicesOf(element, acts), label, held, change, "checkbox", word(element.action_id));
    case "checkboxes":
      return boxes(choicesOf(element, acts), label, held, change, "checkbox", word(element.action_id));
    case "radio_buttons":
      return boxes(
        choicesOf(element, acts),
        label,
        held,
        change,
        "radio",
        `${word(block.block_id)}-${word(element.action_id)}`,
      );
    case "datepicker":
      return h("input", {
        type: "date",
        value: word(held),
        "aria-label": label,
        onchange: (event: Event) => change(typed(event) || null),
      });
    case "timepicker":
      return h("input", {
        type: "time",
        value: word(held),
        "aria-label": label,
        onchange: (event: Event) => change(typed(event) || null),
      });
    case "datetimepicker":
      return h("input", {
        type: "datetime-local",
        "aria-label": label,
        onchange: (event: Event) => change(Math.floor(Date.parse(typed(event)) / 1000) || null),
      });
    default:
      return h("small", null, say("sandbox.slack.unknown-block", { type: word(element.type) }));
  }
};

interface Choice {
  value: string;
  text: string;
  note: string;
  group: string;
}

const choicesOf = (element: Json, acts: Acts): Choice[] => {
  const type = word(element.type);
  if (type.includes("users"))
    return acts.people.map(({ id, name }) => ({ value: id, text: name, note: "", group: "" }));
  if (type.includes("channels") || type.includes("conversations"))
    return acts.channels.map(({ id, name }) => ({ value: id, text: `#${name}`, note: "", group: "" }));
  const choice = (option: Json, group: string): Choice => ({
    value: word(option.value),
    text: withEmoji(textOf(option.text)),
    note: textOf(option.description),
    group,
  });
  return [
    ...listOf(element.options).map((option) => choice(option, "")),
    ...listOf(element.option_groups).flatMap((group) =>
      listOf(group.options).map((option) => choice(option, textOf(group.label))),
    ),
  ];
};

const select = (
  choices: readonly Choice[],
  element: Json,
  label: string,
  held: unknown,
  change: (value: unknown) => void,
): HTMLElement => {
  const option = ({ value, text }: Choice) => h("option", { value, selected: value === held }, text);
  const groups = [...new Set(choices.map(({ group }) => group))];
  return h(
    "select",
    {
      class: "sl-select",
      "aria-label": label,
      onchange: (event: Event) => change((event.target as HTMLSelectElement).value || null),
    },
    h("option", { value: "" }, textOf(element.placeholder) || say("sandbox.slack.choose")),
    groups.map((group) => {
      const options = choices.filter((choice) => choice.group === group).map(option);
      return group ? h("optgroup", { label: group }, options) : options;
    }),
  );
};

const boxes = (
  choices: readonly Choice[],
  label: string,
  held: unknown,
  change: (value: unknown) => void,
  type: "checkbox" | "radio",
  name: string,
): HTMLElement => {
  const chosen = new Set(Array.isArray(held) ? held.map(word) : [word(held)].filter(Boolean));
  return h(
    "div",
    { class: "sl-boxes", role: type === "radio" ? "radiogroup" : "group", "aria-label": label },
    choices.map(({ value, text, note }) =>
      h(
        "label",
        null,
        h("input", {
          type,
          name,
          checked: chosen.has(value),
          onchange: (event: Event) => {
            if (type === "radio") return change(value);
            if ((event.target as HTMLInputElement).checked) chosen.add(value);
            else chosen.delete(value);
            change([...chosen]);
          },
        }),
        h("span", null, text, note ? h("small", null, note) : null),
      ),
    ),
  );
};

const external = (
  block: Json,
  element: Json,
  acts: Acts,
  label: string,
  change: (value: unknown) => void,
): HTMLElement => {
  const id = `list-${word(block.block_id)}-${word(element.action_id)}`;
  const list = h("datalist", { id });
  const options = new Map<string, string>();
  return h(
    "span",
    null,
    h("input", {
      type: "text",
      list: id,
      "aria-label": label,
      placeholder: textOf(element.placeholder),
      oninput: async (event: Event) => {
        const query = (event.target as HTMLInputElement).value;
        const known = options.get(query);
        if (known !== undefined) return change(known);
        if (query.length < Number(element.min_query_length ?? 3)) return;
        for (const option of await acts.suggest(block, element, query)) {
          const text = textOf(option.text);
          if (!options.has(text)) list.append(h("option", { value: text }));
          options.set(text, word(option.value));
        }
      },
    }),
    list,
  );
};
