import { type Span, sliceSpans, visibleText } from "./spans.ts";

/** Cuts into pieces of at most `limit` units: between paragraphs, else lines, else words. */
export const splitSpans = (spans: readonly Span[], limit: number): Span[][] => {
  const text = visibleText(spans);
  const pieces: Span[][] = [];
  for (let start = skipSpace(text, 0); start < text.length; ) {
    const end = start + cutAt(text.slice(start), limit);
    const piece = text.slice(start, end);
    pieces.push(sliceSpans(spans, start, start + piece.trimEnd().length));
    start = skipSpace(text, end);
  }
  return pieces;
};

/** The beginning, with an ellipsis where something is missing. */
export const shortenSpans = (spans: readonly Span[], limit: number): Span[] => {
  if (visibleText(spans).length <= limit) return [...spans];
  const [first = []] = splitSpans(spans, limit - 2);
  return [...first, { text: " …", style: "plain" }];
};

/** A border in the last half is better than a full message that ends amid a sentence. */
const cutAt = (text: string, limit: number): number => {
  if (text.length <= limit) return text.length;
  const head = text.slice(0, limit + 1);
  for (const border of ["\n\n", "\n", " "]) {
    const at = head.lastIndexOf(border);
    if (at >= limit / 2) return at;
  }
  return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
};

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const skipSpace = (text: string, from: number): number => {
  const at = text.slice(from).search(/\S/);
  return at < 0 ? text.length : from + at;
};
