import type { ForceReply, KeyboardButton, ReplyKeyboardMarkup } from "@grammyjs/types";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import { buttonFields, isObject, type JsonObject, onlyKnown } from "./json-fields.ts";

const requests = [
  ...["request_users", "request_chat", "request_managed_bot", "request_contact", "request_location"],
  ...["request_poll", "web_app"],
];
const privateOnly: Record<string, string> = {
  request_contact: "phone number can be requested in private chats only",
  request_location: "location can be requested in private chats only",
  request_poll: "poll can be requested in private chats only",
  request_users: "users can be requested in private chats only",
  request_chat: "chats can be requested in private chats only",
  web_app: "web App buttons can be used in private chats only",
};

/** Checks a keyboard that is shown under the input line. */
export function readReplyKeyboard(markup: JsonObject, isPrivate: boolean): ReplyKeyboardMarkup {
  const known = ["keyboard", "is_persistent", "resize_keyboard", "one_time_keyboard", "selective"];
  onlyKnown(markup, [...known, "input_field_placeholder", "force_reply"], "ReplyKeyboardMarkup");
  checkPlaceholder(markup);
  const rows = markup.keyboard;
  if (!Array.isArray(rows)) {
    throw badRequest('can\'t parse reply keyboard markup JSON object: field "keyboard" must be an Array');
  }
  const keyboard: KeyboardButton[][] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) throw badRequest("can't parse keyboard button JSON object");
    if (row.length > 0) keyboard.push(row.map((button) => readButton(button, isPrivate)));
  }
  if (keyboard.length === 0) throw badRequest("reply keyboard must have at least one button");
  return { ...markup, keyboard };
}

export function readForceReply(markup: JsonObject): ForceReply {
  onlyKnown(markup, ["force_reply", "input_field_placeholder", "selective"], "ForceReply");
  checkPlaceholder(markup);
  return { ...markup, force_reply: true };
}

function checkPlaceholder(markup: JsonObject): void {
  const text = markup.input_field_placeholder;
  if (text === undefined) return;
  if (typeof text !== "string" || text.length < 1 || text.length > LIMITS.placeholder) {
    throw badRequest("input field placeholder must be 1-64 characters long");
  }
}

function readButton(button: unknown, isPrivate: boolean): KeyboardButton {
  const given = typeof button === "string" ? { text: button } : button;
  if (!isObject(given)) throw badRequest("keyboardButton must be a String or an Object");
  const fields = buttonFields(
    given,
    ["text", "icon_custom_emoji_id", "style", ...requests],
    "KeyboardButton",
  );
  if (typeof fields.text !== "string" || fields.text.trim() === "") {
    throw badRequest("keyboard button text must be non-empty");
  }
  const chosen = requests.filter((name) => fields[name] !== undefined && fields[name] !== false);
  if (chosen.length > 1) {
    throw badRequest(
      `can't parse keyboard button: at most one request is allowed, found ${chosen.join(", ")}`,
    );
  }
  if (isObject(fields.request_users)) checkRequestedUsers(fields.request_users);
  const reason = privateOnly[chosen[0] ?? ""];
  if (!isPrivate && reason) throw badRequest(reason);
  return { ...fields, text: fields.text };
}

function checkRequestedUsers({ max_quantity: count = 1 }: JsonObject): void {
  if (typeof count !== "number" || count < 1 || count > LIMITS.requestedUsers) {
    throw badRequest(`max_quantity of request_users must be between 1 and ${LIMITS.requestedUsers}`);
  }
}
