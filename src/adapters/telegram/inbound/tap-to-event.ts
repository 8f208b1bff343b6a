import type { CallbackQuery } from "@grammyjs/types";
import type { ChatEvent, EventChat } from "../../../chat/event.ts";
import { eventChat, sender, topicOf } from "./incoming-chat.ts";

/** A tapped button; its message may be too old to be shown to the bot, or absent. Null for a game's button. */
export const tapToEvent = (query: CallbackQuery, id: string, receivedAt: Date): ChatEvent | null => {
  const { data, from, message } = query;
  if (data === undefined) return null;
  const own: EventChat = { id: String(from.id), kind: "private", threadId: null };
  return {
    id,
    platform: "telegram",
    at: receivedAt,
    chat: message ? eventChat(message.chat, topicOf(message)) : own,
    sender: sender(from),
    type: "tap",
    token: data,
    message: message ? { chatId: String(message.chat.id), messageId: String(message.message_id) } : null,
  };
};
