import type { Message } from "@grammyjs/types";
import type { SharedContact } from "../../../chat/event.ts";

/** What people can send that is no text and no file; the chat layer tells them what it can use. */
const otherContent = [
  "sticker",
  "dice",
  "game",
  "poll",
  "story",
  "checklist",
  "paid_media",
  "rich_message",
] as const satisfies readonly (keyof Message)[];

/** The words of a message; a sticker or a die counts as its emoji. */
export const messageText = (message: Message): string => {
  if (message.venue) return `${message.venue.title}, ${message.venue.address}`;
  return message.text ?? message.caption ?? message.sticker?.emoji ?? message.dice?.emoji ?? "";
};

/** False for service messages (somebody joined, a title changed) and for kinds not known yet. */
export const hasContent = (message: Message, files: number): boolean =>
  files > 0 ||
  message.text !== undefined ||
  message.contact !== undefined ||
  message.location !== undefined ||
  otherContent.some((kind) => message[kind] !== undefined);

export const sharedContact = (message: Message): SharedContact | null => {
  const { contact, from, forward_origin: forwarded } = message;
  if (!contact) return null;
  const own = contact.user_id !== undefined && contact.user_id === from?.id && forwarded === undefined;
  return { phone: contact.phone_number, own };
};
