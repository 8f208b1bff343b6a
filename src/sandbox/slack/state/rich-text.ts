import type { JsonObject } from "../block-kit/rule.ts";

const TOKEN = /<([^<>]+)>|:([a-z0-9_+-]+):/g;

const unescapeText = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The rich_text block that Slack makes of a message's text. */
export const richTextOf = (text: string, blockId: string): JsonObject => {
  const elements: JsonObject[] = [];
  const plain = (part: string): void => {
    if (part.length > 0) elements.push({ type: "text", text: unescapeText(part) });
  };
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const element = match[1] === undefined ? { type: "emoji", name: match[2] } : bracketed(match[1]);
    if (!element) continue;
    plain(text.slice(from, match.index));
    elements.push(element);
    from = match.index + match[0].length;
  }
  plain(text.slice(from));
  return { type: "rich_text", block_id: blockId, elements: [{ type: "rich_text_section", elements }] };
};

const bracketed = (body: string): JsonObject | undefined => {
  const [target = "", label] = body.split("|", 2);
  if (target.startsWith("@")) return { type: "user", user_id: target.slice(1) };
  if (target.startsWith("#")) return { type: "channel", channel_id: target.slice(1) };
  if (target.startsWith("!subteam^")) return { type: "usergroup", usergroup_id: target.slice(9) };
  if (/^!(here|channel|everyone)$/.test(target)) return { type: "broadcast", range: target.slice(1) };
  if (/^(https?|mailto|tel):/.test(target))
    return {
      type: "link",
      url: unescapeText(target),
      ...(label === undefined ? {} : { text: unescapeText(label) }),
    };
  return undefined;
};

/** What a person typed, as Slack's client sends it: &, <, > escaped, mentions and links kept. */
export const escapeTyped = (typed: string): string =>
  typed
    .split(/(<(?:[@#!][A-Za-z0-9^_|-]+|(?:https?|mailto|tel):[^<>]+)>)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    )
    .join("");
