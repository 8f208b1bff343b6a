import type { Message } from "@grammyjs/types";
import type { Args } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { isObject, type JsonObject, onlyKnown } from "../markup/json-fields.ts";
import { type ReplyMarkup, readReplyMarkup } from "../markup/reply-markup.ts";
import { badRequest } from "../refusal.ts";
import { parseBotText } from "../text/bot-text.ts";
import { botMay, botUser } from "../world/members.ts";
import { type MessageContent, storeMessage } from "../world/messages.ts";
import { findMessage } from "../world/rooms.ts";
import type { Room, StoredMessage, World } from "../world/world.ts";
import type { MethodCall } from "./method.ts";
import { writableRoom } from "./target.ts";

/** Parameters that every send method knows. */
export const SEND_PARAMS = [
  ...["chat_id", "message_thread_id", "disable_notification", "protect_content", "allow_paid_broadcast"],
  ...["message_effect_id", "reply_parameters", "reply_markup"],
] as const;

/** Where a message goes and what it hangs on; read before the content, as the platform does. */
export interface Outgoing {
  room: Room;
  threadId: number | undefined;
  replyTo: Message | undefined;
  markup: ReplyMarkup;
  frame: MessageContent;
}

/** Reads and checks what all send methods have in common. */
export function readOutgoing({ world, args }: MethodCall): Outgoing {
  const room = writableRoom(world, args);
  return {
    room,
    threadId: readThread(world, room, args),
    replyTo: readReply(room, args),
    markup: readReplyMarkup(args, room.chat.type === "private"),
    frame: {
      ...(args.flag("protect_content") ? { has_protected_content: true as const } : {}),
      ...(args.has("message_effect_id") ? { effect_id: args.text("message_effect_id") } : {}),
    },
  };
}

/** Stores the bot's message and shows its keyboard to whom it concerns. */
export function sendAsBot(world: World, out: Outgoing, content: MessageContent): Message {
  const { room, markup } = out;
  const stored = storeMessage(world, room, {
    from: botUser(world),
    threadId: out.threadId,
    replyTo: out.replyTo,
    keyboard: markup.keyboard,
    content: { ...out.frame, ...content, ...(markup.inline ? { reply_markup: markup.inline } : {}) },
  });
  if (markup.keyboard) showKeyboard(world, room, stored, markup.keyboard);
  return stored.message;
}

function readThread(world: World, room: Room, args: Args): number | undefined {
  const id = args.integer("message_thread_id");
  if (id === undefined || id === 0) return undefined;
  const topic = room.topics.get(id);
  if (!topic) throw badRequest("message thread not found");
  if (topic.closed && !botMay(world, room, "can_manage_topics")) throw badRequest("TOPIC_CLOSED");
  return id;
}

function readReply(room: Room, args: Args): Message | undefined {
  const value = args.json("reply_parameters", "reply parameters");
  if (value === undefined) return undefined;
  if (!isObject(value)) throw badRequest("object expected as reply parameters");
  const known = ["message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode"];
  onlyKnown(value, [...known, "quote_entities", "quote_position"], "ReplyParameters");
  const id = Number(value.message_id);
  if (!Number.isInteger(id)) throw badRequest("message identifier is not specified");
  const elsewhere = value.chat_id !== undefined && Number(value.chat_id) !== room.chat.id;
  const replied = elsewhere ? undefined : findMessage(room, id)?.message;
  if (!replied && value.allow_sending_without_reply !== true) {
    throw badRequest("message to be replied not found");
  }
  const quote = readQuote(value);
  if (quote.length > LIMITS.quote) throw badRequest("QUOTE_TEXT_INVALID");
  if (replied && !(replied.text ?? replied.caption ?? "").includes(quote)) {
    throw badRequest("QUOTE_TEXT_INVALID");
  }
  return replied;
}

/** Its text without the markup; empty when nothing is quoted. */
function readQuote({ quote, quote_parse_mode: mode, quote_entities: entities }: JsonObject): string {
  if (typeof quote !== "string") return "";
  return parseBotText({ text: quote, parseMode: typeof mode === "string" ? mode : undefined, entities }).text;
}

function showKeyboard(
  world: World,
  room: Room,
  stored: StoredMessage,
  keyboard: NonNullable<StoredMessage["keyboard"]>,
): void {
  const addressee =
    "selective" in keyboard && keyboard.selective ? stored.message.reply_to_message?.from?.id : undefined;
  const viewers = addressee === undefined ? [...room.members.keys()] : [addressee];
  for (const id of viewers) {
    if (id === world.bot.id) continue;
    if ("remove_keyboard" in keyboard) room.shownKeyboards.delete(id);
    else room.shownKeyboards.set(id, { messageId: stored.message.message_id, markup: keyboard });
  }
}
