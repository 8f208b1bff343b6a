import type { CallbackQuery, Chat, Message, Update, User } from "@grammyjs/types";
import { nonceOf } from "../../src/chat/forms/conversation.ts";
import type { Resident } from "./settlement.ts";

/** What the buttons of a bot carry, as the story presses them. */
export interface Tokens {
  /** Of a form, by the update that opened it. */
  photosReady(opened: number): string;
  category(key: string, opened: number): string;
  detail(key: string, opened: number): string;
  answer(requestId: string): string;
  show(requestId: string): string;
}

export const bot = {
  id: 110_201_543,
  is_bot: true as const,
  first_name: "Domovoy",
  username: "domovoy_bot",
};

/** What a resident does in one sitting, in the words of the table that is printed. */
export const mix = {
  "form steps (text, photo, taps), the last of which files a request": 6,
  "answer to a request by replying to its message": 1,
  "tap that opens a form, and the answer typed into it": 2,
  "edit of the message that the request began with": 1,
  "list of requests, and a tap that shows one": 2,
} as const;

/** How the buttons of a form name it that an update opened. */
export const formOf = (opened: number): string => nonceOf(`telegram:${bot.id}:${opened}`);

let lastUpdate = 0;

/** Twelve updates of one resident, as Telegram would deliver them. */
export const story = (resident: Resident, tokens: Tokens): Update[] => {
  const from: User = { id: resident.accountId, is_bot: false, first_name: "Анна", language_code: "ru" };
  const chat: Chat.PrivateChat = { id: resident.accountId, type: "private", first_name: "Анна" };
  const date = Math.floor(Date.now() / 1000);
  const next = () => {
    lastUpdate += 1;
    return lastUpdate;
  };
  const message = (content: object): Update => {
    const id = next();
    return { update_id: id, message: { message_id: 10 * id, date, chat, from, ...content } as never };
  };
  const text = (words: string, more: object = {}): Update => message({ text: words, ...more });
  const shown = (words: string): Message =>
    ({ message_id: resident.cardMessageId, date, chat, from: bot, text: words }) as Message;
  const tap = (data: string): Update => {
    const id = next();
    const query: CallbackQuery = {
      id: String(id),
      from,
      chat_instance: "1",
      data,
      message: shown("Вопрос") as never,
    };
    return { update_id: id, callback_query: query };
  };
  const edit = (update: Update, words: string): Update => ({
    update_id: next(),
    edited_message: { ...update.message, text: words, edit_date: date } as never,
  });
  const photo = [1, 2, 3].map((size) => ({
    file_id: `photo-${resident.accountId}-${lastUpdate}-${size}`,
    file_unique_id: `${resident.accountId}${size}`,
    width: 320 * size,
    height: 240 * size,
    file_size: 10_000 * size,
  }));
  const began = text("На кухне подтекает кран, под мойкой сыро");
  return [
    began,
    message({ photo }),
    tap(tokens.photosReady(began.update_id)),
    tap(tokens.category("plumbing", began.update_id)),
    tap(tokens.detail("plumbing.tap", began.update_id)),
    text("Завтра после 18, домофон 45"),
    edit(began, "На кухне подтекает кран, под мойкой сыро, ведро уже полное"),
    text("Можно прийти и в субботу утром", { reply_to_message: shown(`Заявка №${resident.requestNumber}`) }),
    tap(tokens.answer(resident.requestId)),
    text("Код домофона 45, собаки нет"),
    text("/requests", { entities: [{ type: "bot_command", offset: 0, length: 9 }] }),
    tap(tokens.show(resident.requestId)),
  ];
};

export const updatesInStory = Object.values(mix).reduce((sum, count) => sum + count, 0);
