import { escapeHtml } from "./html.ts";

export type Style = "plain" | "bold" | "italic" | "quote" | "long-quote" | "table" | "code";

/** A stretch of text in one style. A message is a row of them; styles never nest. */
export interface Span {
  text: string;
  style: Style;
}

const tags: Record<Style, readonly [string, string]> = {
  plain: ["", ""],
  bold: ["<b>", "</b>"],
  italic: ["<i>", "</i>"],
  quote: ["<blockquote>", "</blockquote>"],
  table: ["<pre>", "</pre>"],
  // A tap copies it.
  code: ["<code>", "</code>"],
  "long-quote": ["<blockquote expandable>", "</blockquote>"],
};

export const toHtml = (spans: readonly Span[]): string =>
  spans
    .map(({ text, style }) => {
      const [open, close] = tags[style];
      return `${open}${escapeHtml(text)}${close}`;
    })
    .join("");

/** What Telegram counts: UTF-16 units without the markup. */
export const visibleText = (spans: readonly Span[]): string => spans.map((span) => span.text).join("");

/** The part from `start` to `end`, in UTF-16 units of the visible text. */
export const sliceSpans = (spans: readonly Span[], start: number, end: number): Span[] => {
  let at = 0;
  return spans.flatMap((span) => {
    const from = Math.max(0, start - at);
    const to = Math.min(span.text.length, end - at);
    at += span.text.length;
    return to > from ? [{ ...span, text: span.text.slice(from, to) }] : [];
  });
};
