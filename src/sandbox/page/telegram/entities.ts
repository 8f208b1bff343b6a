import { type Child, h } from "../dom.ts";
import type { Entity } from "../wire.ts";
import { say } from "../words.ts";

/** Words with their formatting as nodes. Entities nest; offsets count UTF-16 units. */
export const formatted = (text: string, entities: readonly Entity[]): Child => {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return within(text, 0, text.length, ordered);
};

const blockLike = new Set(["blockquote", "expandable_blockquote", "pre"]);

const within = (text: string, from: number, to: number, entities: readonly Entity[]): Child[] => {
  const nodes: Child[] = [];
  let at = from;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    if (!entity) break;
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) {
      rest = others;
      continue;
    }
    const isBlock = blockLike.has(entity.type);
    // A block stands on lines of its own; the line break beside it is no empty line.
    nodes.push(text.slice(at, entity.offset).replace(isBlock ? /\n$/ : /$^/, ""));
    const inner = others.filter(({ offset }) => offset < end);
    nodes.push(wrap(entity, text.slice(entity.offset, end), within(text, entity.offset, end, inner)));
    at = isBlock && text[end] === "\n" ? end + 1 : end;
    rest = others.filter(({ offset }) => offset >= end);
  }
  nodes.push(text.slice(at, to));
  return nodes;
};

const wrap = (entity: Entity, words: string, inner: Child): Child => {
  switch (entity.type) {
    case "bold":
      return h("strong", null, inner);
    case "italic":
      return h("em", null, inner);
    case "underline":
      return h("u", null, inner);
    case "strikethrough":
      return h("s", null, inner);
    case "code":
      return h("code", null, inner);
    case "pre":
      return h("pre", null, inner);
    case "spoiler":
      return spoiler(inner);
    case "blockquote":
    case "expandable_blockquote":
      return h("blockquote", null, inner);
    case "text_link":
      return link(entity.url ?? "", inner);
    case "url":
      return link(/^https?:/.test(words) ? words : `https://${words}`, inner);
    case "email":
      return link(`mailto:${words}`, inner);
    case "phone_number":
      return link(`tel:${words}`, inner);
    case "mention":
    case "text_mention":
    case "hashtag":
      return h("span", { class: "tg-link" }, inner);
    case "bot_command":
      return h("button", { type: "button", class: "tg-link tg-command", "data-command": words }, inner);
    default:
      return inner;
  }
};

const link = (href: string, inner: Child): Child =>
  /^(https?|mailto|tel|tg):/.test(href)
    ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, inner)
    : inner;

const spoiler = (inner: Child): HTMLElement => {
  const hidden: HTMLElement = h(
    "span",
    {
      class: "tg-spoiler",
      role: "button",
      tabindex: 0,
      "aria-label": say("sandbox.telegram.spoiler"),
      onclick: () => hidden.classList.add("shown"),
    },
    inner,
  );
  return hidden;
};
