import type { Message, User } from "@grammyjs/types";
import { compact } from "../compact.ts";
import { nextMessageId } from "./rooms.ts";
import { type Room, type StoredMessage, unixNow, type World } from "./world.ts";

/** What a message carries besides its frame of id, date, chat and sender. */
export type MessageContent = Partial<
  Omit<Message, "message_id" | "date" | "chat" | "from" | "reply_to_message">
>;

export interface NewMessage {
  from: User;
  content: MessageContent;
  threadId?: number | undefined;
  replyTo?: Message | undefined;
  keyboard?: StoredMessage["keyboard"];
}

/** Stores a message in a room and tells the journal; sends no update. */
export function storeMessage(world: World, room: Room, given: NewMessage): StoredMessage {
  const id = nextMessageId(world, room);
  const topic = given.threadId === undefined ? undefined : room.topics.get(given.threadId);
  // In a topic, a message that answers nothing answers the topic's own first message.
  const replyTo = given.replyTo ?? (topic ? room.messages.get(topic.id)?.message : undefined);
  const frame = compact<Pick<Message, "message_thread_id" | "is_topic_message" | "reply_to_message">>({
    message_thread_id: topic?.id,
    is_topic_message: topic ? true : undefined,
    reply_to_message: replyTo ? withoutReply(replyTo) : undefined,
  });
  const message: Message = {
    message_id: id,
    from: given.from,
    chat: room.chat,
    date: unixNow(world),
    ...frame,
    ...given.content,
  };
  const stored: StoredMessage = {
    message,
    revisions: [],
    byBot: given.from.id === world.bot.id,
    reactions: new Map(),
    ...(given.keyboard ? { keyboard: given.keyboard } : {}),
  };
  room.messages.set(id, stored);
  world.journal.emit({ type: "message", change: "new", chatId: room.chat.id, messageId: id });
  return stored;
}

/** Replaces a message by its new version and keeps the old one in its history. */
export function reviseMessage(world: World, room: Room, stored: StoredMessage, message: Message): void {
  stored.revisions.push(stored.message);
  stored.message = message;
  const messageId = message.message_id;
  world.journal.emit({ type: "message", change: "edited", chatId: room.chat.id, messageId });
}

export function markDeleted(world: World, room: Room, stored: StoredMessage): void {
  stored.deletedAt = world.clock.now();
  const { message_id: messageId } = stored.message;
  room.pinned = room.pinned.filter((id) => id !== messageId);
  world.journal.emit({ type: "message", change: "deleted", chatId: room.chat.id, messageId });
}

/** A copy that can stand inside another message: the platform nests replies one deep. */
export function withoutReply(message: Message): NonNullable<Message["reply_to_message"]> {
  const { reply_to_message: _, ...rest } = message;
  return rest as NonNullable<Message["reply_to_message"]>;
}
