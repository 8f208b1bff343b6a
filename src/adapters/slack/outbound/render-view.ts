import type { KnownBlock } from "@slack/types";
import { tableLines } from "../../../chat/table-lines.ts";
import type { Translate } from "../../../chat/text.ts";
import type { View } from "../../../chat/view.ts";
import { cut } from "./cut.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";
import { renderBlocks } from "./render-blocks.ts";
import { renderButtons } from "./render-buttons.ts";
import { own, type Words, wordsOf } from "./words.ts";

/** One message: the text is what notifications and screen readers get. */
export interface Rendered {
  text: string;
  blocks: KnownBlock[];
}

const maxBlocks = 50;
/** Slack refuses a message near 13,200 characters of blocks (msg_blocks_too_long), undocumented. */
const maxCharacters = 13_000;
const maxText = 3000;

/** A view as messages: the first carries the buttons, what does not fit into it follows. */
export const renderView = (view: View, language: string, translate: Translate): Rendered[] => {
  const words = wordsOf(translate, language);
  const buttons = renderButtons(view.buttons ?? [], words);
  const parts = divide(renderBlocks(view.blocks, words), buttons);
  const fallback = fallbackText(view, words);
  return parts.map((blocks, index) => ({
    text: index === 0 ? fallback : cut(`… ${fallback}`, maxText),
    blocks,
  }));
};

/** A message that can't be continued, because it is edited or shown once: cut, and says so. */
export const renderWhole = (view: View, language: string, translate: Translate): Rendered | undefined => {
  const [first, more] = renderView(view, language, translate);
  if (!first || !more) return first;
  const words = wordsOf(translate, language);
  const pointer: KnownBlock = {
    type: "context",
    elements: [{ type: "mrkdwn", text: escapeMrkdwn(words(own("shortened"))), verbatim: true }],
  };
  const buttons = renderButtons(view.buttons ?? [], words);
  const kept = divide(renderBlocks(view.blocks, words), [pointer, ...buttons])[0];
  return { text: first.text, blocks: kept ?? first.blocks };
};

/** Blocks for the messages, in order; `tail` closes the first one that has room for it. */
const divide = (blocks: readonly KnownBlock[], tail: readonly KnownBlock[]): KnownBlock[][] => {
  const parts: KnownBlock[][] = [];
  let part: KnownBlock[] = [];
  let waiting = tail;
  const close = (): void => {
    const closed = [...part, ...waiting];
    if (fits(closed)) waiting = [];
    parts.push(waiting.length > 0 ? part : closed);
    part = [];
  };
  for (const block of blocks) {
    if (part.length > 0 && !fits([...part, block, ...waiting])) close();
    part.push(block);
  }
  if (part.length + waiting.length > 0) close();
  return (waiting.length > 0 ? [...parts, ...divide(waiting, [])] : parts).filter((made) => made.length > 0);
};

const fits = (blocks: readonly KnownBlock[]): boolean =>
  blocks.length <= maxBlocks && JSON.stringify(blocks).length <= maxCharacters;

const fallbackText = (view: View, words: Words): string => {
  const lines = view.blocks.flatMap((block) => {
    switch (block.type) {
      case "fields":
        return block.fields.map(({ label, value }) => `${words(label)}: ${words(value)}`);
      case "list":
        return block.items.map((item) => `• ${words(item)}`);
      case "table":
        return [tableLines(block, words)];
      case "divider":
        return [];
      default:
        return [words(block.text)];
    }
  });
  const text =
    lines.join("\n") ||
    view.buttons
      ?.flat()
      .map(({ label }) => words(label))
      .join(" · ") ||
    "";
  return escapeMrkdwn(cut(text, maxText));
};
