import type { Chat, Message, User } from "@grammyjs/types";
import type { EventChat, Sender } from "../../../chat/event.ts";

export const eventChat = (chat: Chat, threadId: string | null): EventChat => ({
  id: String(chat.id),
  kind: chat.type === "private" ? "private" : chat.type === "channel" ? "channel" : "group",
  threadId,
});

/** A forum topic. Messages of General carry no thread, and answers outside forums carry one that is none. */
export const topicOf = (message: Pick<Message, "is_topic_message" | "message_thread_id">): string | null =>
  message.is_topic_message === true && message.message_thread_id !== undefined
    ? String(message.message_thread_id)
    : null;

export const sender = (user: User): Sender => ({
  externalId: String(user.id),
  privateChatId: String(user.id),
  name: [user.first_name, user.last_name].filter(Boolean).join(" "),
  language: user.language_code ?? null,
});
