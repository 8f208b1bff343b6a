import type { ReplyKeyboardMarkup, ReplyKeyboardRemove } from "@grammyjs/types";
import type { Keyboard } from "../../../chat/view.ts";
import type { Say } from "./render-blocks.ts";

/** The reader's own keyboard. Telegram lets people share a number or a place in private chats only. */
export const replyKeyboard = (
  keyboard: Keyboard | undefined,
  say: Say,
  inPrivate: boolean,
): ReplyKeyboardMarkup | ReplyKeyboardRemove | undefined => {
  if (!keyboard || !inPrivate) return undefined;
  if (keyboard.type === "remove") return { remove_keyboard: true };
  const text = say(keyboard.label);
  const button =
    keyboard.type === "share-contact" ? { text, request_contact: true } : { text, request_location: true };
  return { keyboard: [[button]], resize_keyboard: true, one_time_keyboard: true };
};
