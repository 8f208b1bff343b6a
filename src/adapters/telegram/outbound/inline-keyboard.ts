import type { InlineKeyboardButton, InlineKeyboardMarkup } from "@grammyjs/types";
import { encodeAction } from "../../../chat/action.ts";
import type { Button } from "../../../chat/view.ts";
import { telegramCapabilities as can, UnshowableView } from "./capabilities.ts";
import { cleanText } from "./html.ts";
import type { Say } from "./render-blocks.ts";

/** Rows that are too wide for a telephone are broken; labels keep their words. Telegram has no confirmation. */
export const inlineKeyboard = (
  rows: readonly Button[][] | undefined,
  say: Say,
): InlineKeyboardMarkup | undefined => {
  const rendered = (rows ?? []).flatMap((row) => breakRow(row.map((button) => renderButton(button, say))));
  const count = rendered.flat().length;
  if (count > can.buttons) throw new UnshowableView(`${count} buttons, at most ${can.buttons}`);
  if (count === 0) return undefined;
  const markup = { inline_keyboard: rendered };
  const bytes = Buffer.byteLength(JSON.stringify(markup));
  if (bytes > can.markupBytes)
    throw new UnshowableView(`buttons of ${bytes} bytes, at most ${can.markupBytes}`);
  return markup;
};

const renderButton = (button: Button, say: Say): InlineKeyboardButton => {
  const text = shorten(cleanText(say(button.label)).replace(/\s+/g, " ").trim());
  if (text === "") throw new UnshowableView("a button without a label");
  const common = { text, ...(button.style ? { style: button.style } : {}) };
  if ("url" in button.do) return { ...common, url: button.do.url };
  return { ...common, callback_data: callbackData(button.do) };
};

const callbackData = (does: Exclude<Button["do"], { url: string }>): string => {
  const token = "token" in does ? does.token : encodeAction(does.action);
  if (token === undefined || token === "" || Buffer.byteLength(token) > can.callbackDataBytes) {
    throw new UnshowableView(`a button's token must have 1 to ${can.callbackDataBytes} bytes`);
  }
  return token;
};

const breakRow = (row: InlineKeyboardButton[]): InlineKeyboardButton[][] => {
  const rows: InlineKeyboardButton[][] = [];
  let current: InlineKeyboardButton[] = [];
  let width = 0;
  for (const button of row) {
    const full = current.length === can.buttonsInRow || width + button.text.length > can.rowUnits;
    if (current.length > 0 && full) {
      rows.push(current);
      current = [];
      width = 0;
    }
    current.push(button);
    width += button.text.length;
  }
  return current.length > 0 ? [...rows, current] : rows;
};

const shorten = (label: string): string => {
  if (label.length <= can.labelUnits) return label;
  const head = label.slice(0, can.labelUnits - 1);
  const space = head.lastIndexOf(" ");
  const cut = space > can.labelUnits / 2 ? head.slice(0, space) : head.replace(/[\ud800-\udbff]$/, "");
  return `${cut}…`;
};
