import { onPhone } from "../api.ts";
import { app } from "../app.ts";
import { type Child, h, icon } from "../dom.ts";
import { clockTime } from "../times.ts";
import { attempt, dialog, toast } from "../toast.ts";
import type { InlineButton, PressAnswer, TelegramMessage } from "../wire.ts";
import { say } from "../words.ts";
import { beginEdit, beginReply } from "./draft.ts";
import { formatted } from "./entities.ts";
import { albumOf, mediaOf } from "./media.ts";
import { pollOf } from "./poll.ts";

/** A bubble: one message, or an album that came together. */
export const bubbleOf = (messages: readonly TelegramMessage[], named: boolean): HTMLElement => {
  const [first] = messages;
  if (!first) return h("div", null);
  const own = first.from.id === app.telegram.userId;
  if (first.isService) return h("div", { class: "tg-service" }, serviceText(first));
  const spoken = messages.find(({ text }) => text !== "") ?? first;
  const answered = app.telegram.chat?.messages.find(({ id }) => id === first.replyTo);
  return h(
    "article",
    {
      class: `tg-row ${own ? "own" : ""}`,
      "data-message": first.id,
      "aria-label": `${first.from.name}, ${clockTime(first.date * 1000)}`,
    },
    h(
      "div",
      { class: `tg-bubble ${first.media && first.media.kind !== "document" ? "with-media" : ""}` },
      named && !own ? h("div", { class: "tg-author" }, first.from.name) : null,
      answered
        ? h("div", { class: "tg-reply" }, h("b", null, answered.from.name), h("span", null, brief(answered)))
        : null,
      messages.length > 1 ? albumOf(messages) : first.media ? mediaOf(first.media) : null,
      contactOf(first),
      placeOf(first),
      first.poll ? pollOf(first, first.poll) : null,
      spoken.text ? h("div", { class: "tg-text" }, formatted(spoken.text, spoken.entities)) : null,
      h(
        "div",
        { class: "tg-meta" },
        first.reactions.map(({ emoji }) => h("span", { class: "tg-reaction" }, emoji)),
        messages.some(({ editedAt }) => editedAt) ? h("span", null, say("sandbox.telegram.edited")) : null,
        h("time", null, clockTime(first.date * 1000)),
        own ? h("span", { class: "tg-ticks" }, icon("check")) : null,
      ),
    ),
    first.buttons.length > 0 ? keyboardOf(first) : null,
    actionsOf(spoken, own),
  );
};

const brief = ({ text, media }: TelegramMessage): string =>
  text.slice(0, 90) || (media ? say(`sandbox.telegram.media.${media.kind}`) : "");

const serviceText = ({ text, from }: TelegramMessage): string =>
  text || say("sandbox.telegram.service", { name: from.name });

const contactOf = ({ contact }: TelegramMessage): Child =>
  contact
    ? h(
        "div",
        { class: "tg-contact" },
        h("span", { class: "tg-document-icon" }, icon("phone")),
        h(
          "span",
          null,
          h("b", null, [contact.first_name, contact.last_name].filter(Boolean).join(" ")),
          h("small", null, contact.phone_number),
        ),
      )
    : null;

const placeOf = ({ location }: TelegramMessage): Child =>
  location
    ? h(
        "div",
        { class: "tg-contact" },
        h("span", { class: "tg-document-icon" }, icon("place")),
        h(
          "span",
          null,
          h("b", null, say("sandbox.telegram.place")),
          h("small", null, `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`),
        ),
      )
    : null;

const keyboardOf = (message: TelegramMessage): HTMLElement =>
  h(
    "div",
    { class: "tg-inline" },
    message.buttons.map((row) =>
      h(
        "div",
        { class: "tg-inline-row" },
        row.map((button) => inlineButton(message, button)),
      ),
    ),
  );

const inlineButton = (message: TelegramMessage, button: InlineButton): HTMLElement => {
  const element: HTMLButtonElement = h(
    "button",
    {
      type: "button",
      class: button.style ? `style-${button.style}` : "",
      onclick: () => attempt(() => press(message, button, element)),
    },
    button.text,
    button.url ? h("span", { "aria-hidden": "true" }, " ↗") : null,
  );
  return element;
};

const press = async (
  message: TelegramMessage,
  button: InlineButton,
  element: HTMLButtonElement,
): Promise<void> => {
  const { userId, chatId } = app.telegram;
  element.classList.add("waiting");
  try {
    const which = button.callback_data === undefined ? { text: button.text } : { data: button.callback_data };
    const place = chatId === userId ? {} : { chat: chatId };
    const answer = await onPhone<PressAnswer>("press", {
      from: userId,
      ...place,
      messageId: message.id,
      ...which,
    });
    if (answer.url) return openUrl(answer.url);
    if (!answer.answered) return toast(say("sandbox.telegram.unanswered"), "tg-toasts");
    if (answer.text && answer.showAlert)
      dialog(
        app.telegram.chat?.title ?? "",
        answer.text,
        [{ label: say("sandbox.page.ok"), style: "primary" }],
        "tg-alert",
      );
    else if (answer.text) toast(answer.text, "tg-toasts");
  } finally {
    element.classList.remove("waiting");
  }
};

const openUrl = (url: string): void => {
  if (/^https?:/.test(url)) window.open(url, "_blank", "noopener");
};

const actionsOf = (message: TelegramMessage, own: boolean): HTMLElement =>
  h(
    "div",
    { class: "tg-actions" },
    h(
      "button",
      {
        type: "button",
        "aria-label": say("sandbox.telegram.reply"),
        title: say("sandbox.telegram.reply"),
        onclick: () => beginReply(message),
      },
      icon("reply"),
    ),
    own && message.text
      ? h(
          "button",
          {
            type: "button",
            "aria-label": say("sandbox.telegram.edit"),
            title: say("sandbox.telegram.edit"),
            onclick: () => beginEdit(message),
          },
          icon("edit"),
        )
      : null,
  );
