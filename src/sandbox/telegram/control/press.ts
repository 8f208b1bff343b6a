import { createHash } from "node:crypto";
import type {
  CallbackQuery,
  InlineKeyboardButton,
  KeyboardButton,
  MaybeInaccessibleMessage,
} from "@grammyjs/types";
import { findMessage } from "../world/rooms.ts";
import type { PendingQuery, Room, StoredMessage, World } from "../world/world.ts";
import { personById, roomById, speakingRoom } from "./lookup.ts";

interface Press {
  from: number;
  chat?: number;
  /** The newest message with such a button unless given; may be one that was deleted meanwhile. */
  messageId?: number;
  /** Words on the button, or its data. One of both. */
  text?: string;
  data?: string;
  /** How long to wait for the answer; 10 s unless given, 0 doesn't wait. */
  timeoutMs?: number;
}

interface PressResult {
  answered: boolean;
  queryId?: string;
  /** Words of the toast or alert. */
  text?: string;
  showAlert: boolean;
  /** Where the button or the answer leads. */
  url?: string;
  afterMs: number;
}

export interface PressControl {
  /** Presses an inline button and tells how the bot answered. */
  press(given: Press): Promise<PressResult>;
}

/** Presses of inline buttons. */
export function pressControl(world: World): PressControl {
  return {
    press(given) {
      if (given.chat === undefined) personById(world, given.from);
      const room =
        given.chat === undefined ? roomById(world, given.from) : speakingRoom(world, given.from, given.chat);
      const { stored, button } = findButton(room, given);
      if ("url" in button)
        return Promise.resolve({ answered: true, showAlert: false, url: button.url, afterMs: 0 });
      if (!("callback_data" in button)) {
        throw new Error(`The button "${button.text}" is no callback button and can't be pressed.`);
      }
      const query: PendingQuery = {
        id: String(4_382_000_000_000_000 + world.nextId()),
        userId: given.from,
        pressedAt: world.clock.now(),
      };
      world.queries.set(query.id, query);
      const answer = waitForAnswer(world, query, given.timeoutMs ?? 10_000);
      const callback: CallbackQuery = {
        id: query.id,
        from: personById(world, given.from).user,
        message: shownMessage(room, stored),
        chat_instance: createHash("sha256").update(String(room.chat.id)).digest("base64url").slice(0, 18),
        data: button.callback_data,
      };
      world.updates.push({ callback_query: callback });
      return answer;
    },
  };
}

function findButton(room: Room, given: Press): { stored: StoredMessage; button: InlineKeyboardButton } {
  const candidates =
    given.messageId === undefined
      ? [...room.messages.values()].reverse().filter((stored) => stored.deletedAt === undefined)
      : [...room.messages.values()].filter((stored) => stored.message.message_id === given.messageId);
  const seen: string[] = [];
  for (const stored of candidates) {
    for (const button of stored.message.reply_markup?.inline_keyboard.flat() ?? []) {
      const data = "callback_data" in button ? button.callback_data : undefined;
      if (given.data === undefined ? button.text === given.text : data === given.data)
        return { stored, button };
      seen.push(`"${button.text}"${data === undefined ? "" : ` (${data})`}`);
    }
  }
  const wanted = given.data === undefined ? `"${given.text}"` : `with data ${given.data}`;
  throw new Error(
    `No button ${wanted} in chat ${room.chat.id}; there are ${seen.slice(0, 20).join(", ") || "none"}.`,
  );
}

/** Of a deleted message the bot learns only that it was there. */
function shownMessage(room: Room, stored: StoredMessage): MaybeInaccessibleMessage {
  if (stored.deletedAt === undefined) return stored.message;
  return { chat: room.chat, message_id: stored.message.message_id, date: 0 };
}

function waitForAnswer(world: World, query: PendingQuery, timeoutMs: number): Promise<PressResult> {
  return new Promise((resolve) => {
    const finish = (result: PressResult) => {
      clearTimeout(timer);
      stop();
      resolve(result);
    };
    const unanswered: PressResult = {
      answered: false,
      queryId: query.id,
      showAlert: false,
      afterMs: timeoutMs,
    };
    const timer = setTimeout(() => finish(unanswered), timeoutMs);
    const stop = world.journal.listen((event) => {
      if (event.type === "callback-answered" && event.answer.queryId === query.id) {
        finish({ answered: true, ...event.answer });
      }
    });
  });
}

/** The button of the shown reply keyboard with these words; the error lists what is there. */
export function findKey(room: Room, userId: number, text: string): Exclude<KeyboardButton, string> {
  const shown = room.shownKeyboards.get(userId);
  const keys = shown && "keyboard" in shown.markup ? shown.markup.keyboard.flat() : [];
  const named = keys.map((key) => (typeof key === "string" ? { text: key } : key));
  const found = named.find((key) => key.text === text);
  if (!found) {
    const there = named.map((key) => `"${key.text}"`).join(", ") || "none";
    throw new Error(
      `No key "${text}" is shown to user ${userId} in chat ${room.chat.id}; there are ${there}.`,
    );
  }
  if (
    shown &&
    "one_time_keyboard" in shown.markup &&
    shown.markup.one_time_keyboard &&
    findMessage(room, shown.messageId)
  ) {
    room.shownKeyboards.delete(userId);
  }
  return found;
}
