import type { InlineKeyboardMarkup } from "@grammyjs/types";
import type { Args } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import type { StoredMessage } from "../world/world.ts";
import { readInlineKeyboard } from "./inline-keyboard.ts";
import { isObject } from "./json-fields.ts";
import { readForceReply, readReplyKeyboard } from "./reply-keyboard.ts";

/** A markup is part of the message (inline) or of the chat (all others). */
export interface ReplyMarkup {
  inline?: InlineKeyboardMarkup;
  keyboard?: NonNullable<StoredMessage["keyboard"]>;
}

/** The `reply_markup` of a call, checked; empty when there is none. */
export function readReplyMarkup(args: Args, isPrivate: boolean): ReplyMarkup {
  const value = args.json("reply_markup", "reply keyboard markup");
  if (value === undefined) return {};
  if (!isObject(value)) throw badRequest("object expected as reply markup");
  if (Buffer.byteLength(args.text("reply_markup")) > LIMITS.replyMarkupBytes) {
    throw badRequest("reply markup is too long");
  }
  if ("inline_keyboard" in value) {
    const inline = readInlineKeyboard(value, isPrivate);
    return inline.inline_keyboard.length > 0 ? { inline } : {};
  }
  if ("keyboard" in value) return { keyboard: readReplyKeyboard(value, isPrivate) };
  if (value.remove_keyboard === true) return { keyboard: { remove_keyboard: true } };
  if (value.force_reply === true) return { keyboard: readForceReply(value) };
  if (Object.keys(value).length === 0) return {};
  throw badRequest("can't parse reply keyboard markup JSON object");
}

/** Edits take inline keyboards only. */
export function readInlineMarkup(args: Args, isPrivate: boolean): InlineKeyboardMarkup | undefined {
  const markup = readReplyMarkup(args, isPrivate);
  if (markup.keyboard) throw badRequest("inline keyboard expected");
  return markup.inline;
}
