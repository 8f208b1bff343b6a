import { bytesOf, inSlack } from "../api.ts";
import { app, onPart, readSlack } from "../app.ts";
import { fill, h, icon } from "../dom.ts";
import { attempt, toast } from "../toast.ts";
import type { Json, SlackModal } from "../wire.ts";
import { language, say } from "../words.ts";
import { blocksOf } from "./blocks.ts";
import type { Acts } from "./elements.ts";
import { heldOf, peopleAndChannels, tellOutcome, titleOf } from "./message-acts.ts";
import { isJson, listOf, textOf, word } from "./read.ts";

interface Submission {
  result: string;
  errors?: Readonly<Record<string, string>>;
  error?: string;
}

/** What was typed into a modal lives as long as the modal. */
const typed = new Map<string, Map<string, unknown>>();
/** What Slack's own client says of a field before it sends. */
let clientErrors: Readonly<Record<string, string>> = {};
let shown = "";
let box: HTMLDialogElement | undefined;

const keyOf = (block: Json, element: Json): string => `${word(block.block_id)}/${word(element.action_id)}`;

const actsIn = ({ view, errors }: SlackModal): Acts => {
  const id = word(view.id);
  const values = typed.get(id) ?? new Map<string, unknown>();
  typed.set(id, values);
  const state = isJson(view.state) && isJson(view.state.values) ? view.state.values : {};
  return {
    press: async (block, element, value) => {
      tellOutcome(
        await inSlack("press", {
          user: app.slack.user,
          blockId: block.block_id,
          actionId: element.action_id,
          ...(value === undefined ? {} : { value }),
        }),
      );
      await readSlack();
    },
    valueOf: (block, element) => {
      const key = keyOf(block, element);
      if (values.has(key)) return values.get(key);
      const inBlock = state[word(block.block_id)];
      return heldOf(isJson(inBlock) ? inBlock[word(element.action_id)] : undefined);
    },
    fill: (block, element, value) => void values.set(keyOf(block, element), value),
    suggest: (block, element, query) =>
      inSlack<Json[]>("suggest", {
        user: app.slack.user,
        blockId: block.block_id,
        actionId: element.action_id,
        query,
      }),
    errorOf: (block) => {
      const blockId = word(block.block_id);
      const own = clientErrors[blockId];
      return own ? say(`sandbox.slack.error.${own}`) : errors[blockId];
    },
    ...peopleAndChannels(),
  };
};

const submit = async (modal: SlackModal): Promise<void> => {
  const id = word(modal.view.id);
  const values: Record<string, unknown> = {};
  for (const [key, value] of typed.get(id) ?? []) {
    values[key] =
      Array.isArray(value) && value.some((item) => item instanceof File)
        ? await Promise.all(
            value.map(async (file: File) => ({ name: file.name, bytes: await bytesOf(file) })),
          )
        : value;
  }
  const done = await inSlack<Submission>("submit", { user: app.slack.user, values });
  clientErrors = done.result === "not_sent" ? (done.errors ?? {}) : {};
  if (done.result === "closed" || done.result === "cleared") typed.delete(id);
  if (done.result === "failed") toast(say("sandbox.slack.trouble"), "sl-toasts");
  shown = "";
  await readSlack();
};

let closing = false;

/** Browsers may say twice that somebody pressed Esc. */
const close = (all: boolean): void => {
  if (closing) return;
  closing = true;
  clientErrors = {};
  attempt(() =>
    inSlack("closeModal", { user: app.slack.user, ...(all ? { all } : {}) })
      .then(readSlack)
      .finally(() => {
        closing = false;
      }),
  );
};

const drawModal = (): void => {
  const modals = app.slack.screen?.modals ?? [];
  const modal = modals.at(-1);
  if (!modal) {
    shown = "";
    clientErrors = {};
    box?.close();
    return;
  }
  const { view, errors } = modal;
  const version = JSON.stringify([view.id, view.hash, errors, clientErrors, language()]);
  if (version === shown && box?.open) return;
  shown = version;
  const dialog = frame();
  const focused = document.activeElement?.id ?? "";
  const submitWords = textOf(view.submit);
  fill(
    dialog,
    h(
      "form",
      {
        class: "sl-modal-form",
        novalidate: true,
        onsubmit: (event: Event) => {
          event.preventDefault();
          const button = dialog.querySelector<HTMLButtonElement>("[type=submit]");
          button?.classList.add("waiting");
          attempt(() => submit(modal).finally(() => button?.classList.remove("waiting")));
        },
      },
      h(
        "header",
        null,
        h("h2", { id: "sl-modal-title" }, titleOf(view)),
        h(
          "button",
          { type: "button", "aria-label": say("sandbox.slack.close"), onclick: () => close(true) },
          icon("close"),
        ),
      ),
      h("div", { class: "sl-modal-body" }, blocksOf(listOf(view.blocks), actsIn(modal))),
      h(
        "footer",
        null,
        h(
          "button",
          { type: "button", class: "sl-button", onclick: () => close(false) },
          textOf(view.close) || say("sandbox.slack.cancel"),
        ),
        submitWords ? h("button", { type: "submit", class: "sl-button primary" }, submitWords) : null,
      ),
    ),
  );
  if (!dialog.open) dialog.showModal();
  const again = focused ? document.getElementById(focused) : null;
  const first = dialog.querySelector<HTMLElement>(
    "[aria-invalid], .sl-modal-body input, .sl-modal-body textarea, .sl-modal-body select",
  );
  (again && dialog.contains(again) ? again : first)?.focus();
};

const frame = (): HTMLDialogElement => {
  if (box) return box;
  const made = h("dialog", { class: "sl-modal", "aria-labelledby": "sl-modal-title" });
  made.addEventListener("cancel", (event) => {
    event.preventDefault();
    close(false);
  });
  document.body.append(made);
  box = made;
  return made;
};

export const startModal = (): void => onPart("slack", drawModal);
