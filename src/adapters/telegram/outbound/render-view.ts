import type { InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove } from "@grammyjs/types";
import type { Translate } from "../../../chat/text.ts";
import type { View, ViewFile } from "../../../chat/view.ts";
import { telegramCapabilities as can, UnshowableView } from "./capabilities.ts";
import { groupFiles } from "./group-files.ts";
import { inlineKeyboard } from "./inline-keyboard.ts";
import { renderBlocks } from "./render-blocks.ts";
import { replyKeyboard } from "./reply-keyboard.ts";
import { type Span, toHtml, visibleText } from "./spans.ts";
import { shortenSpans, splitSpans } from "./split-spans.ts";

type Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;

/** One message to send. */
export type Part =
  | { kind: "text"; html: string; markup?: Markup }
  | { kind: "file"; file: ViewFile; caption?: string; markup?: Markup }
  /** Telegram allows no buttons under an album. */
  | { kind: "album"; files: ViewFile[]; caption?: string };

export interface Reader {
  language: string;
  translate: Translate;
  inPrivate: boolean;
}

/** Stands alone where a message is needed only to carry a keyboard; the same in all languages. */
const bareText = { "share-contact": "👇", "share-location": "👇", remove: "✅" } as const;

/** The messages that show a view; the last one has its buttons. Throws `UnshowableView`. */
export const renderView = (view: View, reader: Reader): Part[] => {
  const say = (text: Parameters<Translate>[0]) => reader.translate(text, reader.language);
  const spans = renderBlocks(view.blocks, say);
  const buttons = inlineKeyboard(view.buttons, say);
  const keyboard = replyKeyboard(view.keyboard, say, reader.inPrivate);
  const groups = groupFiles(view.files ?? []);
  if (spans.length === 0 && groups.length === 0) throw new UnshowableView("it has neither text nor files");
  if (buttons && keyboard && view.keyboard) {
    const [bare, words]: [Part, Part[]] = [
      { kind: "text", html: bareText[view.keyboard.type], markup: keyboard },
      showAll(spans, groups, buttons),
    ];
    return view.keyboard.type === "remove" ? [bare, ...words] : [...words, bare];
  }
  return showAll(spans, groups, buttons ?? keyboard);
};

const showAll = (spans: Span[], groups: ViewFile[][], markup: Markup | undefined): Part[] => {
  const [only] = groups;
  const canCaption = groups.length === 1 && visibleText(spans).length <= can.captionUnits;
  if (only && canCaption && (only.length === 1 || !markup)) return [showFiles(only, toHtml(spans), markup)];
  const pieces = splitSpans(spans, can.textUnits);
  const last = groups.at(-1);
  if (pieces.length === 0 && last && markup) {
    if (last.length > 1) throw new UnshowableView("an album without text can't have buttons");
    return [...groups.slice(0, -1).map((files) => showFiles(files)), showFiles(last, "", markup)];
  }
  return [
    ...groups.map((files) => showFiles(files)),
    ...pieces.map((piece, index): Part => {
      const isLast = index === pieces.length - 1;
      return { kind: "text", html: toHtml(piece), ...(isLast && markup ? { markup } : {}) };
    }),
  ];
};

const showFiles = (files: ViewFile[], html = "", markup?: Markup): Part => {
  const caption = html === "" ? {} : { caption: html };
  const [file] = files;
  if (file && files.length === 1) return { kind: "file", file, ...caption, ...(markup ? { markup } : {}) };
  return { kind: "album", files, ...caption };
};

export interface RenderedEdit {
  text: string;
  /** Shorter, for a message that is a picture. */
  caption: string;
  markup?: InlineKeyboardMarkup;
}

/** What a message becomes. An edit can't grow into two messages, so what is too long is cut. */
export const renderEdit = (view: View, reader: Reader): RenderedEdit => {
  const say = (text: Parameters<Translate>[0]) => reader.translate(text, reader.language);
  const spans = renderBlocks(view.blocks, say);
  if (spans.length === 0) throw new UnshowableView("an edit needs text");
  const markup = inlineKeyboard(view.buttons, say);
  return {
    text: toHtml(shortenSpans(spans, can.textUnits)),
    caption: toHtml(shortenSpans(spans, can.captionUnits)),
    ...(markup ? { markup } : {}),
  };
};
