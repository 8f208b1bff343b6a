import type { ChatMember, ChatMemberUpdated } from "@grammyjs/types";
import type { ChatEvent } from "../../../chat/event.ts";
import { eventChat, sender } from "./incoming-chat.ts";

/** The bot was blocked, unblocked, added or removed; null when it only got other rights. */
export const membershipToEvent = (update: ChatMemberUpdated, id: string): ChatEvent | null => {
  const { chat, from } = update;
  if (chat.type === "channel") return null;
  const was = isThere(update.old_chat_member);
  const is = isThere(update.new_chat_member);
  if (was === is) return null;
  const change = chat.type === "private" ? (is ? "unblocked" : "blocked") : is ? "added" : "removed";
  return {
    id,
    platform: "telegram",
    at: new Date(update.date * 1000),
    chat: eventChat(chat, null),
    sender: sender(from),
    type: "membership",
    change,
    ...(chat.type === "private" ? {} : { title: chat.title }),
  };
};

const isThere = (member: ChatMember): boolean =>
  member.status === "restricted" ? member.is_member : member.status !== "left" && member.status !== "kicked";
