import type { Message } from "../../../src/sandbox/slack/state/types.ts";

type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const words = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join(" · ");
  if (!isJson(value)) return typeof value === "string" ? value : "";
  return typeof value.text === "string" ? value.text : words(value.text);
};

/** A Block Kit block as a person reads it, mrkdwn escapes undone. */
const blockWords = (block: Json): string => {
  switch (block.type) {
    case "actions":
      return "";
    case "input":
      return [words(block.label), words(block.hint)].filter(Boolean).join(" — ");
    case "rich_text":
      return "";
    case "section":
      return [words(block.text), words(block.fields)].filter(Boolean).join("\n");
    default:
      return words(block.text) || words(block.elements);
  }
};

const plain = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export const blocksWords = (blocks: readonly unknown[]): string =>
  plain(blocks.filter(isJson).map(blockWords).filter(Boolean).join("\n"));

/** What stands in a Slack message: its blocks, or its text where it has none. */
export const messageWords = (message: Message): string =>
  blocksWords(message.blocks ?? []) || plain(message.text ?? "");

export const buttonsOf = (blocks: readonly unknown[] | undefined): string[] =>
  (blocks ?? [])
    .filter(isJson)
    .filter(({ type }) => type === "actions")
    .flatMap(({ elements }) => (Array.isArray(elements) ? elements : []))
    .map(words);
