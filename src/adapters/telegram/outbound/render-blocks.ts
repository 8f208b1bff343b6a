import { tableLines } from "../../../chat/table-lines.ts";
import type { Text } from "../../../chat/text.ts";
import type { Block } from "../../../chat/view.ts";
import { cleanText } from "./html.ts";
import type { Span, Style } from "./spans.ts";

/** Makes the words of the reader's language. */
export type Say = (text: Text) => string;

const longQuoteUnits = 300;
const dividerLine = "─".repeat(12);

/** Blocks below each other, a blank line between them. Empty ones leave nothing behind. */
export const renderBlocks = (blocks: readonly Block[], say: Say): Span[] =>
  blocks
    .map((block) => renderBlock(block, (text) => cleanText(say(text)).trim()))
    .filter((spans) => spans.some(({ text }) => text !== ""))
    .flatMap((spans, index) => (index === 0 ? spans : [span("\n\n"), ...spans]));

const renderBlock = (block: Block, say: Say): Span[] => {
  switch (block.type) {
    case "heading":
      return [span(say(block.text), "bold")];
    case "text":
      return [span(say(block.text))];
    case "quote":
      return [quote(say(block.text))];
    case "fields":
      return block.copied ? copied(block.fields, say) : [span(lines(block.fields, say))];
    case "list":
      return [span(block.items.map((item) => `• ${say(item)}`).join("\n"))];
    case "table":
      return [span(tableLines(block, say), "table")];
    case "note":
      return [span(say(block.text), "italic")];
    case "divider":
      return [span(dividerLine)];
  }
};

type Fields = Extract<Block, { type: "fields" }>["fields"];

const lines = (fields: Fields, say: Say): string =>
  fields.map(({ label, value }) => `${say(label)}: ${say(value) || "—"}`).join("\n");

/** Each value on a line of its own, so that a phone does not break it. */
const copied = (fields: Fields, say: Say): Span[] =>
  fields.flatMap(({ label, value }, at) => [
    span(`${at === 0 ? "" : "\n"}${say(label)}:\n`),
    span(say(value), "code"),
  ]);

const span = (text: string, style: Style = "plain"): Span => ({ text, style });

const quote = (text: string): Span => span(text, text.length > longQuoteUnits ? "long-quote" : "quote");
