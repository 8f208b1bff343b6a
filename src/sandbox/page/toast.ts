import { byId, h } from "./dom.ts";
import { say } from "./words.ts";

const shownMs = 4500;

/** A few words that go away by themselves; read out by screen readers. */
export const toast = (text: string, place = "toasts"): void => {
  const box = h("div", { class: "toast" }, text);
  byId(place).append(box);
  setTimeout(() => box.remove(), shownMs);
};

/** What went wrong, in words; for promises that nobody waits for. */
export const tellFault = (error: unknown): void =>
  toast(error instanceof Error ? error.message : String(error), "toasts");

/** Does something and tells what went wrong. */
export const attempt = (work: () => Promise<unknown>): void => {
  work().catch(tellFault);
};

export interface DialogButton {
  label: string;
  style?: "primary" | "danger";
  run?(): void;
}

/** A question or a message over everything; Esc and a click beside it close it. */
export const dialog = (
  title: string,
  body: Node | string,
  buttons: readonly DialogButton[],
  look = "plain",
): HTMLDialogElement => {
  const box = h(
    "dialog",
    { class: `dialog ${look}`, "aria-label": title || say("sandbox.page.dialog") },
    title ? h("h2", null, title) : null,
    h("div", { class: "dialog-body" }, body),
    h(
      "div",
      { class: "dialog-buttons" },
      buttons.map(({ label, style, run }) =>
        h(
          "button",
          {
            type: "button",
            class: style ?? "",
            onclick: () => {
              box.close();
              run?.();
            },
          },
          label,
        ),
      ),
    ),
  );
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
  document.body.append(box);
  box.showModal();
  return box;
};
