import type { MessageEntity } from "@grammyjs/types";
import type { FormattedText } from "./formatted-text.ts";
import { decodeEntity, htmlError, readStartTag } from "./html-reader.ts";
import { checkedLink } from "./links.ts";

type PlainType = MessageEntity.CommonMessageEntity["type"];

const plainTags: Record<string, PlainType> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  "tg-spoiler": "spoiler",
  span: "spoiler",
};
const supported = new Set([
  ...Object.keys(plainTags),
  ...["a", "code", "pre", "blockquote", "tg-emoji", "tg-time"],
]);

interface OpenTag {
  name: string;
  argument: string;
  format: string;
  offset: number;
}

/** Parses the platform's HTML style (same tags, leniencies and errors as tdlib's parser). */
export function parseHtml(source: string): FormattedText {
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = "";
  let i = 0;
  while (i < source.length) {
    const char = source.charAt(i);
    if (char === "&") {
      const decoded = decodeEntity(source, i);
      text += decoded ? decoded.text : char;
      i = decoded ? decoded.end : i + 1;
    } else if (char !== "<") {
      text += char;
      i += 1;
    } else if (source.charAt(i + 1) !== "/") {
      const tag = readStartTag(source, i, (name) => supported.has(name));
      open.push({ name: tag.name, ...argumentOf(source, tag), offset: text.length });
      i = tag.end;
    } else {
      const top = open.pop();
      if (!top) throw htmlError(source, "Unexpected end tag", i);
      i = readEndTag(source, i, top.name);
      if (text.length > top.offset) addEntity(entities, top, text);
    }
  }
  const last = open.at(-1);
  if (last) throw htmlError(source, `Can't find end tag corresponding to start tag "${last.name}"`);
  return { text, entities };
}

function argumentOf(
  source: string,
  tag: { name: string; attributes: Map<string, string>; begin: number },
): { argument: string; format: string } {
  const get = (name: string) => tag.attributes.get(name) ?? "";
  const format = get("format");
  if (tag.name === "a") return { argument: get("href"), format };
  if (tag.name === "tg-emoji") return { argument: get("emoji-id"), format };
  if (tag.name === "tg-time") return { argument: get("unix"), format };
  if (tag.name === "blockquote") return { argument: tag.attributes.has("expandable") ? "1" : "", format };
  if (tag.name === "code") {
    const language = get("class");
    return { argument: language.startsWith("language-") ? language.slice(9) : "", format };
  }
  if (tag.name === "span" && get("class") !== "tg-spoiler") {
    throw htmlError(source, 'Tag "span" must have class "tg-spoiler"', tag.begin);
  }
  return { argument: "", format };
}

function readEndTag(source: string, begin: number, expected: string): number {
  const match = /^<\/([^\s>]*)\s*/.exec(source.slice(begin));
  const end = begin + (match?.[0].length ?? 2);
  if (source.charAt(end) !== ">") throw htmlError(source, "Unclosed end tag", begin);
  const found = match?.[1] ?? "";
  if (found !== "" && found.toLowerCase() !== expected) {
    const at = Buffer.byteLength(source.slice(0, begin));
    throw htmlError(
      source,
      `Unmatched end tag at byte offset ${at}, expected "</${expected}>", found "</${found}>"`,
    );
  }
  return end + 1;
}

function addEntity(entities: MessageEntity[], tag: OpenTag, text: string): void {
  const range = { offset: tag.offset, length: text.length - tag.offset };
  const plain = plainTags[tag.name];
  if (plain) entities.push({ type: plain, ...range });
  else if (tag.name === "a") addLink(entities, tag.argument || text.slice(tag.offset), range);
  else if (tag.name === "blockquote")
    entities.push({ type: tag.argument ? "expandable_blockquote" : "blockquote", ...range });
  else if (tag.name === "tg-emoji")
    entities.push({ type: "custom_emoji", custom_emoji_id: tag.argument, ...range });
  else if (tag.name === "tg-time") addTime(entities, tag, range);
  else addCode(entities, tag, range);
}

function addLink(entities: MessageEntity[], target: string, range: { offset: number; length: number }): void {
  const url = checkedLink(target);
  if (url !== undefined) entities.push({ type: "text_link", url, ...range });
}

function addTime(entities: MessageEntity[], tag: OpenTag, range: { offset: number; length: number }): void {
  const unix = Number(tag.argument);
  if (!Number.isInteger(unix) || unix <= 0) return;
  const format = tag.format === "" ? {} : { date_time_format: tag.format };
  entities.push({ type: "date_time", unix_time: unix, ...format, ...range } as MessageEntity);
}

/** `<pre><code class="language-x">` is one block of code with a language. */
function addCode(entities: MessageEntity[], tag: OpenTag, range: { offset: number; length: number }): void {
  const inner = entities.at(-1);
  if (tag.name === "pre") {
    const same = inner?.offset === range.offset && inner.length === range.length;
    if (same && inner.type === "pre") return;
    if (same && inner.type === "code") entities.pop();
    entities.push({ type: "pre", ...range });
    return;
  }
  if (tag.argument === "") entities.push({ type: "code", ...range });
  else entities.push({ type: "pre", language: tag.argument, ...range });
}
