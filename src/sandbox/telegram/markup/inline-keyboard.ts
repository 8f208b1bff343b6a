import type { InlineKeyboardButton, InlineKeyboardMarkup } from "@grammyjs/types";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import { checkedLink } from "../text/links.ts";
import { buttonFields, isObject, type JsonObject, onlyKnown } from "./json-fields.ts";

const look = ["text", "icon_custom_emoji_id", "style"];
const actions = [
  ...["url", "callback_data", "web_app", "login_url", "switch_inline_query", "callback_game", "pay"],
  ...["switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "disabled"],
];
const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/i;

/** Checks an inline keyboard as the platform does and returns it as it will stand in the message. */
export function readInlineKeyboard(markup: JsonObject, isPrivate: boolean): InlineKeyboardMarkup {
  onlyKnown(markup, ["inline_keyboard", "force_reply"], "InlineKeyboardMarkup");
  const rows = markup.inline_keyboard;
  if (!Array.isArray(rows)) {
    throw badRequest(
      "can't parse inline keyboard JSON object: expected an Array of Array of InlineKeyboardButton",
    );
  }
  const result: InlineKeyboardButton[][] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) {
      throw badRequest("can't parse inline keyboard JSON object: expected an Array of InlineKeyboardButton");
    }
    if (row.length > LIMITS.buttonsPerRow) throw badRequest("reply markup is too long");
    if (row.length > 0) result.push(row.map((button) => readButton(button, isPrivate)));
  }
  if (result.flat().length > LIMITS.inlineButtons) throw badRequest("reply markup is too long");
  return { inline_keyboard: result };
}

function readButton(given: unknown, isPrivate: boolean): InlineKeyboardButton {
  const prefix = "can't parse inline keyboard button: ";
  if (!isObject(given)) throw badRequest(`${prefix}InlineKeyboardButton must be an Object`);
  const button = buttonFields(given, [...look, ...actions], "InlineKeyboardButton");
  if (typeof button.text !== "string") throw badRequest(`${prefix}Can't find field "text"`);
  if (button.text.trim() === "") throw badRequest("inline keyboard button text must be non-empty");
  const style = button.style;
  if (style !== undefined && !["danger", "success", "primary"].includes(String(style))) {
    throw badRequest("invalid button style specified");
  }
  const chosen = actions.filter((action) => button[action] !== undefined);
  if (chosen.length === 0) throw badRequest(`${prefix}Text buttons are unallowed in the inline keyboard`);
  if (chosen.length > 1)
    throw badRequest(`${prefix}exactly one action is allowed, found ${chosen.join(", ")}`);
  checkAction(button, isPrivate);
  return button as unknown as InlineKeyboardButton;
}

function checkAction(button: JsonObject, isPrivate: boolean): void {
  const { callback_data: data, url, copy_text: copy, web_app: app, pay, callback_game: game } = button;
  if (data !== undefined) {
    const size = typeof data === "string" ? Buffer.byteLength(data) : 0;
    if (size < 1 || size > LIMITS.callbackDataBytes) throw badRequest("BUTTON_DATA_INVALID");
  }
  if (url !== undefined) checkUrl(url);
  if (copy !== undefined) {
    const text = isObject(copy) ? copy.text : undefined;
    if (typeof text !== "string" || text.length < 1 || text.length > LIMITS.copyText) {
      throw badRequest("BUTTON_COPY_TEXT_INVALID");
    }
  }
  if (app !== undefined) {
    const target = isObject(app) ? String(app.url) : "";
    if (!isPrivate) throw badRequest("BUTTON_TYPE_INVALID");
    if (!target.startsWith("https://")) {
      throw badRequest(
        `inline keyboard button Web App URL '${target}' is invalid: Only HTTPS links are allowed`,
      );
    }
  }
  if (pay !== undefined || game !== undefined) throw badRequest("BUTTON_TYPE_INVALID");
}

function checkUrl(url: unknown): void {
  if (typeof url !== "string" || url === "") throw badRequest("BUTTON_URL_INVALID");
  if (loopback.test(url) || checkedLink(url) === undefined) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
}
