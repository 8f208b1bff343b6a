import type { Chat, Message, Update, User } from "@grammyjs/types";

/** Hand-made updates for tests, as Telegram would send them. */
export const bot = { id: 777, username: "domovoy_test_bot" };

export const botUser: User = { id: bot.id, is_bot: true, first_name: "Domovoy", username: bot.username };

export const olga: User = {
  id: 42,
  is_bot: false,
  first_name: "Ольга",
  last_name: "Петрова",
  language_code: "ru",
};

export const privateChat: Chat.PrivateChat = { id: 42, type: "private", first_name: "Ольга" };

export const houseGroup: Chat.SupergroupChat = { id: -1001, type: "supergroup", title: "Дом 5" };

export const sentAt = 1_790_000_000;

let lastUpdate = 100;

export const message = (fields: Partial<Message> & object, chat: Chat = privateChat): Update => ({
  update_id: ++lastUpdate,
  message: { message_id: 5, date: sentAt, chat, from: olga, ...fields } as NonNullable<Update["message"]>,
});

export const tap = (data: string, fields: object = {}): Update => ({
  update_id: ++lastUpdate,
  callback_query: {
    id: `query-${lastUpdate}`,
    from: olga,
    chat_instance: "1",
    data,
    message: { message_id: 9, date: sentAt, chat: privateChat, from: botUser, text: "card" } as Message,
    ...fields,
  },
});

export const membership = (chat: Chat, was: string, is: string, extra: object = {}): Update =>
  ({
    update_id: ++lastUpdate,
    my_chat_member: {
      chat,
      from: olga,
      date: sentAt,
      old_chat_member: { user: botUser, status: was },
      new_chat_member: { user: botUser, status: is, ...extra },
    },
  }) as unknown as Update;
