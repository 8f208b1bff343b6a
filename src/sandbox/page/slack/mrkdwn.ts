import { type Child, h } from "../dom.ts";
import { dayAndTime } from "../times.ts";
import { withEmoji } from "./emoji.ts";
import { channelName, nameOf } from "./names.ts";

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Slack's mrkdwn as nodes: quotes and code blocks by line, then marks and <…> within a line. */
export const mrkdwn = (text: string): Child => {
  const blocks: Child[] = [];
  let quoted: string[] = [];
  const closeQuote = (): void => {
    if (quoted.length > 0) blocks.push(h("blockquote", null, lines(quoted)));
    quoted = [];
  };
  for (const part of text.split(/(```[\s\S]*?```)/)) {
    if (part.startsWith("```") && part.length > 5) {
      closeQuote();
      blocks.push(h("pre", null, unescaped(part.slice(3, -3).replace(/^\n/, ""))));
      continue;
    }
    let plain: string[] = [];
    const closePlain = (): void => {
      if (plain.length > 0) blocks.push(h("span", { class: "sl-lines" }, lines(plain)));
      plain = [];
    };
    for (const line of part.split("\n")) {
      const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
      if (quote) {
        closePlain();
        quoted.push(quote[1] ?? "");
      } else {
        closeQuote();
        plain.push(line);
      }
    }
    closePlain();
  }
  closeQuote();
  return blocks;
};

const lines = (given: readonly string[]): Child[] =>
  given.flatMap((line, index) => (index === 0 ? [inline(line)] : [h("br", null), inline(line)]));

const marks = [
  [/`([^`\n]+)`/, (inner: string) => h("code", null, unescaped(inner))],
  [/<([^<>\n]+)>/, (inner: string) => special(inner)],
  [
    /(?<![\p{L}\p{N}*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\p{L}\p{N}*])/u,
    (inner: string) => h("strong", null, inline(inner)),
  ],
  [
    /(?<![\p{L}\p{N}_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\p{L}\p{N}_])/u,
    (inner: string) => h("em", null, inline(inner)),
  ],
  [
    /(?<![\p{L}\p{N}~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\p{L}\p{N}~])/u,
    (inner: string) => h("s", null, inline(inner)),
  ],
] as const;

const inline = (text: string): Child => {
  const found = marks
    .flatMap(([pattern, make]) => {
      const match = pattern.exec(text);
      return match ? [{ match, make }] : [];
    })
    .sort((a, b) => a.match.index - b.match.index)[0];
  if (!found) return withEmoji(unescaped(text));
  const { match, make } = found;
  return [
    withEmoji(unescaped(text.slice(0, match.index))),
    make(match[1] ?? ""),
    inline(text.slice(match.index + match[0].length)),
  ];
};

/** Mentions, dates and links: <@U1>, <#C1|name>, <!date^…>, <https://…|words>. */
const special = (inner: string): Child => {
  const [target = "", words] = inner.split("|");
  if (target.startsWith("@")) return h("span", { class: "sl-mention" }, `@${nameOf(target.slice(1))}`);
  if (target.startsWith("#"))
    return h("span", { class: "sl-mention" }, `#${words ?? channelName(target.slice(1))}`);
  if (target.startsWith("!date^")) return dayAndTime(Number(target.split("^")[1]) * 1000);
  if (target.startsWith("!")) return h("span", { class: "sl-mention" }, `@${words ?? target.slice(1)}`);
  return anchor(unescaped(target), unescaped(words ?? target));
};

export const anchor = (href: string, words: Child): Child =>
  /^(https?|mailto|tel):/.test(href)
    ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, words)
    : words;
