import { type Child, h } from "../dom.ts";
import type { Json } from "../wire.ts";
import { emoji } from "./emoji.ts";
import { anchor } from "./mrkdwn.ts";
import { channelName, nameOf } from "./names.ts";
import { listOf, word } from "./read.ts";

/** A rich_text block: what people type, and lists and quotes that apps make. */
export const richText = (block: Json): Child =>
  listOf(block.elements).map((element) => {
    const inner = listOf(element.elements);
    switch (element.type) {
      case "rich_text_list": {
        const tag = element.style === "ordered" ? "ol" : "ul";
        return h(
          tag,
          { style: `margin-left:${Number(element.indent ?? 0) * 20}px` },
          inner.map((item) => h("li", null, listOf(item.elements).map(piece))),
        );
      }
      case "rich_text_quote":
        return h("blockquote", null, inner.map(piece));
      case "rich_text_preformatted":
        return h("pre", null, inner.map(piece));
      default:
        return h("div", { class: "sl-lines" }, inner.map(piece));
    }
  });

const piece = (element: Json): Child => {
  const styled = (node: Child): Child => {
    const style = (element.style ?? {}) as Record<string, boolean>;
    let shown = node;
    if (style.code) shown = h("code", null, shown);
    if (style.bold) shown = h("strong", null, shown);
    if (style.italic) shown = h("em", null, shown);
    if (style.strike) shown = h("s", null, shown);
    if (style.underline) shown = h("u", null, shown);
    return shown;
  };
  switch (element.type) {
    case "link":
      return styled(anchor(word(element.url), word(element.text) || word(element.url)));
    case "emoji":
      return emoji(word(element.name));
    case "user":
      return h("span", { class: "sl-mention" }, `@${nameOf(word(element.user_id))}`);
    case "channel":
      return h("span", { class: "sl-mention" }, `#${channelName(word(element.channel_id))}`);
    case "broadcast":
      return h("span", { class: "sl-mention" }, `@${word(element.range)}`);
    case "date":
      return word(element.fallback);
    default:
      return styled(word(element.text));
  }
};
