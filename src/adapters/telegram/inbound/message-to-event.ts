import type { Message } from "@grammyjs/types";
import type { ChatEvent, MessageEvent, MessageRef, QuotedMessage } from "../../../chat/event.ts";
import type { BotAccount } from "./bot-account.ts";
import { readCommand } from "./command-text.ts";
import { eventChat, sender, topicOf } from "./incoming-chat.ts";
import { incomingFiles } from "./incoming-files.ts";
import { hasContent, messageText, sharedContact } from "./message-content.ts";

/** A new message, a command, or a group's move to a supergroup; null for all that the bot leaves alone. */
export const messageToEvent = (message: Message, id: string, bot: BotAccount): ChatEvent | null => {
  if (message.migrate_to_chat_id !== undefined) return migration(message, message.migrate_to_chat_id, id);
  const base = personalBase(message, id);
  if (!base) return null;
  const newcomers = newcomersOf(message);
  if (newcomers.length > 0) return { ...base, type: "newcomers", people: newcomers };
  const files = incomingFiles(message);
  if (!hasContent(message, files.length)) return null;

  const inGroup = message.chat.type !== "private";
  const command = readCommand(message.text ?? "", bot);
  if (command.kind === "command") {
    const about = inGroup ? quoted(message) : null;
    return {
      ...base,
      type: "command",
      name: command.name,
      args: command.args,
      message: refOf(message),
      ...(about ? { about } : {}),
    };
  }
  const replyTo = answeredOf(message, bot);
  if (inGroup && (command.kind === "elsewhere" || replyTo === null)) return null;
  const event: MessageEvent = {
    type: "message",
    message: refOf(message),
    text: messageText(message),
    files,
    location: locationOf(message),
    contact: sharedContact(message),
    replyTo,
  };
  return { ...base, ...event };
};

/** A changed text, caption or file. A live location that moves is an edit of neither: null. */
export const editedToEvent = (message: Message, id: string, bot: BotAccount): ChatEvent | null => {
  const base = personalBase(message, id);
  const files = incomingFiles(message);
  const text = message.text ?? message.caption ?? (files.length > 0 ? "" : undefined);
  if (!base || text === undefined) return null;
  if (message.chat.type !== "private" && answeredOf(message, bot) === null) return null;
  const command = readCommand(text, bot);
  return {
    ...base,
    at: moment(message.edit_date ?? message.date),
    type: "edited",
    message: refOf(message),
    // Of a command its words count, as they did when it was sent.
    text: command.kind === "command" ? command.args : text,
    files,
  };
};

/** Null for channels, bots and anonymous administrators: nobody in particular speaks there. */
const personalBase = (message: Message, id: string) => {
  const { from, chat } = message;
  if (!from || from.is_bot || message.sender_chat !== undefined || chat.type === "channel") return null;
  return {
    id,
    platform: "telegram" as const,
    at: moment(message.date),
    chat: eventChat(chat, topicOf(message)),
    sender: sender(from),
  };
};

const migration = (message: Message, toChatId: number, id: string): ChatEvent => ({
  id,
  platform: "telegram",
  at: moment(message.date),
  chat: eventChat(message.chat, null),
  sender: sender(message.from ?? { id: message.chat.id, is_bot: true, first_name: "" }),
  type: "migrated",
  toChatId: String(toChatId),
});

/** In a forum topic every message "answers" the one that opened the topic: that is no answer. */
const answeredOf = (message: Message, bot: BotAccount): string | null => {
  const answered = message.reply_to_message;
  if (!answered || answered.from?.id !== bot.id) return null;
  if (answered.forum_topic_created !== undefined) return null;
  return String(answered.message_id);
};

const newcomersOf = ({ new_chat_members: people = [] }: Message) =>
  people.filter(({ is_bot: isBot }) => !isBot).map(sender);

/** What a person said whom this message answers; bots and the openings of topics are no persons. */
const quoted = ({ reply_to_message: answered }: Message): QuotedMessage | null => {
  if (!answered?.from || answered.from.is_bot || answered.forum_topic_created !== undefined) return null;
  return { message: refOf(answered), text: messageText(answered), files: incomingFiles(answered) };
};

const locationOf = (message: Message): MessageEvent["location"] => {
  const location = message.location ?? message.venue?.location;
  return location ? { latitude: location.latitude, longitude: location.longitude } : null;
};

const refOf = (message: Message): MessageRef => ({
  chatId: String(message.chat.id),
  messageId: String(message.message_id),
});

const moment = (seconds: number): Date => new Date(seconds * 1000);
