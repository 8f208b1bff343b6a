import { type Child, h } from "../dom.ts";
import type { Json } from "../wire.ts";
import { say } from "../words.ts";
import { type Acts, elementOf } from "./elements.ts";
import { withEmoji } from "./emoji.ts";
import { inputBlock } from "./inputs.ts";
import { mrkdwn } from "./mrkdwn.ts";
import { isJson, listOf, textOf, word } from "./read.ts";
import { richText } from "./rich-text.ts";

/** Block Kit as nodes. `acts` is told what is pressed and chosen. */
export const blocksOf = (blocks: readonly Json[], acts: Acts): HTMLElement[] =>
  blocks.map((block) => h("div", { class: `sl-block sl-${word(block.type)}` }, blockOf(block, acts)));

/** A text object: marked-up or plain. */
export const textNodes = (text: unknown): Child => {
  if (!isJson(text)) return word(text);
  if (text.type === "mrkdwn") return mrkdwn(word(text.text));
  return withEmoji(word(text.text));
};

const blockOf = (block: Json, acts: Acts): Child => {
  switch (block.type) {
    case "header":
      return h("h3", null, textNodes(block.text));
    case "divider":
      return h("hr", null);
    case "section":
      return section(block, acts);
    case "context":
      return listOf(block.elements).map((element) =>
        element.type === "image" ? picture(element, "sl-tiny") : h("span", null, textNodes(element)),
      );
    case "actions":
      return listOf(block.elements).map((element) => elementOf(block, element, acts));
    case "image":
      return [block.title ? h("small", null, textOf(block.title)) : null, picture(block, "sl-picture")];
    case "rich_text":
      return richText(block);
    case "markdown":
      return mrkdwn(word(block.text));
    case "input":
      return inputBlock(block, acts);
    case "table":
      return table(block);
    default:
      return h("small", null, say("sandbox.slack.unknown-block", { type: word(block.type) }));
  }
};

const section = (block: Json, acts: Acts): Child => [
  h(
    "div",
    { class: "sl-section-text" },
    block.text ? h("div", null, textNodes(block.text)) : null,
    listOf(block.fields).length > 0
      ? h(
          "div",
          { class: "sl-fields" },
          listOf(block.fields).map((field) => h("div", null, textNodes(field))),
        )
      : null,
  ),
  isJson(block.accessory)
    ? block.accessory.type === "image"
      ? picture(block.accessory, "sl-thumb")
      : elementOf(block, block.accessory, acts)
    : null,
];

const picture = (image: Json, look: string): HTMLElement =>
  h("img", { src: word(image.image_url), alt: word(image.alt_text), class: look });

const table = (block: Json): HTMLElement => {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  return h(
    "table",
    null,
    rows.map((row: unknown) =>
      h(
        "tr",
        null,
        listOf(row).map((cell) => h("td", null, cell.type === "rich_text" ? richText(cell) : textOf(cell))),
      ),
    ),
  );
};
