import { onPhone } from "../api.ts";
import { app, onPart, readTelegram, redraw } from "../app.ts";
import { byId, fill, h, type Item, icon, keep } from "../dom.ts";
import { stickToEnd } from "../stick.ts";
import { dayAndMonth, dayKey } from "../times.ts";
import { attempt } from "../toast.ts";
import type { TelegramMessage } from "../wire.ts";
import { inOwn, language, say } from "../words.ts";
import { bubbleOf } from "./message.ts";
import { avatar, phoneKey } from "./phones.ts";

let shownChat = "";
let end: ReturnType<typeof stickToEnd> | undefined;

const drawChat = (): void => {
  const { chat } = app.telegram;
  const list = byId("tg-messages");
  drawHeader();
  const place = `${phoneKey(app.telegram)}`;
  const isOther = shownChat !== place;
  if (!chat) {
    keep(list, []);
    return;
  }
  const before = list.lastElementChild?.getAttribute("data-key");
  keep(list, itemsOf(chat.messages));
  const isNew = list.lastElementChild?.getAttribute("data-key") !== before;
  if (isOther || (isNew && chat.messages.at(-1)?.from.id === app.telegram.userId)) end?.toEnd();
  shownChat = place;
  if (Date.now() > app.telegram.typingUntil) byId("tg-typing").hidden = true;
};

const itemsOf = (messages: readonly TelegramMessage[]): Item[] => {
  const items: Item[] = [];
  const inGroup = app.telegram.chatId < 0;
  let day = "";
  for (const album of albums(messages)) {
    const [first] = album;
    if (!first) continue;
    const today = dayKey(first.date * 1000);
    if (today !== day) {
      const at = first.date * 1000;
      items.push({
        key: `day-${today}`,
        version: language(),
        make: () => h("div", { class: "tg-day" }, dayAndMonth(at)),
      });
    }
    day = today;
    items.push({
      key: `${app.telegram.chatId}/${app.telegram.userId}/${first.id}`,
      version: JSON.stringify([album, language()]),
      make: () => bubbleOf(album, inGroup),
    });
  }
  return items;
};

/** Messages of one album come one after the other. */
const albums = (messages: readonly TelegramMessage[]): TelegramMessage[][] => {
  const made: TelegramMessage[][] = [];
  for (const message of messages) {
    const last = made.at(-1);
    if (last && message.albumId && last[0]?.albumId === message.albumId) last.push(message);
    else made.push([message]);
  }
  return made;
};

const drawHeader = (): void => {
  const { overview } = app;
  const { chat, userId, chatId } = app.telegram;
  const phone = overview?.phones.find((each) => each.userId === userId && each.chatId === userId);
  const inGroup = chatId < 0;
  fill(
    byId("tg-title"),
    avatar(chat?.title ?? "D", inGroup ? 5 : 4),
    h(
      "span",
      { class: "tg-title-text" },
      h("b", null, chat?.title ?? ""),
      h(
        "small",
        null,
        inGroup
          ? say("sandbox.telegram.members", { count: chat?.members.length ?? 0 })
          : `${say("sandbox.telegram.phone-of", { name: phone?.name ?? "" })} · ${inOwn(phone?.note ?? {})}`,
      ),
    ),
    inGroup && chat ? speakerChoice(chat.members) : null,
    inGroup || !phone
      ? null
      : h(
          "button",
          {
            type: "button",
            class: "tg-block",
            "aria-label": say(phone.blocked ? "sandbox.telegram.unblock" : "sandbox.telegram.block"),
            title: say(phone.blocked ? "sandbox.telegram.unblock" : "sandbox.telegram.block"),
            onclick: () =>
              attempt(async () => {
                await onPhone(phone.blocked ? "unblock" : "block", userId);
                await readTelegram();
              }),
          },
          icon(phone.blocked ? "check" : "ban"),
        ),
  );
};

const speakerChoice = (members: readonly { id: number; name: string }[]): HTMLElement =>
  h(
    "select",
    {
      "aria-label": say("sandbox.telegram.speak-as"),
      onchange: (event: Event) => {
        app.telegram.userId = Number((event.target as HTMLSelectElement).value);
        redraw("telegram");
        attempt(readTelegram);
      },
    },
    members.map(({ id, name }) => h("option", { value: id, selected: id === app.telegram.userId }, name)),
  );

/** The bot is said to be typing for as long as Telegram shows it. */
export const showTyping = (chatId: number): void => {
  if (chatId !== app.telegram.chatId) return;
  app.telegram.typingUntil = Date.now() + 5000;
  byId("tg-typing").hidden = false;
  setTimeout(() => {
    if (Date.now() >= app.telegram.typingUntil) byId("tg-typing").hidden = true;
  }, 5100);
};

export const startChat = (): void => {
  end = stickToEnd(byId("tg-messages"));
  onPart("telegram", drawChat);
  onPart("overview", drawHeader);
  byId("tg-typing").append(icon("edit"), say("sandbox.telegram.typing"));
  byId("tg-messages").addEventListener("click", (event) => {
    const command = (event.target as HTMLElement).closest<HTMLElement>("[data-command]")?.dataset.command;
    if (!command) return;
    const { userId, chatId } = app.telegram;
    attempt(() =>
      onPhone("say", { from: userId, ...(chatId === userId ? {} : { chat: chatId }), text: command }),
    );
  });
};
