import type { KnownBlock, MrkdwnElement, SectionBlock } from "@slack/types";
import { tableLines } from "../../../chat/table-lines.ts";
import type { Text } from "../../../chat/text.ts";
import type { Block } from "../../../chat/view.ts";
import { cut, pieces } from "./cut.ts";
import { boldMrkdwn, codeMrkdwn, escapeMrkdwn, quoteMrkdwn } from "./mrkdwn.ts";
import type { Words } from "./words.ts";

const maxSection = 3000;
const maxHeader = 150;
const maxField = 2000;
const fieldsPerSection = 10;
/** Ten long fields together would be more than a message may hold. */
const maxFieldsTogether = 8000;

/** Blocks of a view as Slack's blocks; a long one becomes several. */
export const renderBlocks = (blocks: readonly Block[], words: Words): KnownBlock[] =>
  blocks.flatMap((block) => renderBlock(block, words));

const renderBlock = (block: Block, words: Words): KnownBlock[] => {
  switch (block.type) {
    case "heading":
      return heading(words(block.text));
    case "text":
      return sections(words(block.text), escapeMrkdwn);
    case "quote":
      return sections(words(block.text), quoteMrkdwn);
    case "fields":
      return fields(block.fields, words);
    case "list":
      return sections(block.items.map((item) => `• ${words(item)}`).join("\n"), escapeMrkdwn);
    case "table":
      return sections(tableLines(block, words), codeMrkdwn);
    case "note":
      return notes(words(block.text));
    case "divider":
      return [{ type: "divider" }];
  }
};

const heading = (text: string): KnownBlock[] => {
  const line = text.replace(/\s+/g, " ").trim();
  if (!line) return [];
  return [
    { type: "header", text: { type: "plain_text", text: cut(line, maxHeader), emoji: true } },
    ...(line.length > maxHeader ? sections(text, escapeMrkdwn) : []),
  ];
};

/** verbatim: Slack must not make links of names and channels that a person mentions. */
const mrkdwn = (text: string): MrkdwnElement => ({ type: "mrkdwn", text, verbatim: true });

export const sections = (text: string, render: (text: string) => string): SectionBlock[] =>
  pieces(text, maxSection, (piece) => render(piece).length <= maxSection).map((piece) => ({
    type: "section",
    text: mrkdwn(render(piece)),
    expand: true,
  }));

const notes = (text: string): KnownBlock[] =>
  pieces(text, maxField, (piece) => escapeMrkdwn(piece).length <= maxField).map((piece) => ({
    type: "context",
    elements: [mrkdwn(escapeMrkdwn(piece))],
  }));

/** Label and value in pairs, side by side; a value too long for that stands by itself. */
const fields = (given: readonly { label: Text; value: Text }[], words: Words): KnownBlock[] => {
  const blocks: KnownBlock[] = [];
  let row: MrkdwnElement[] = [];
  const closeRow = (): void => {
    if (row.length > 0) blocks.push({ type: "section", fields: row });
    row = [];
  };
  for (const field of given) {
    const label = boldMrkdwn(cut(words(field.label), 200));
    const value = words(field.value);
    const text = [label, escapeMrkdwn(value)].filter(Boolean).join("\n");
    if (!text) continue;
    if (text.length > maxField) {
      closeRow();
      if (label) blocks.push({ type: "section", text: mrkdwn(label) });
      blocks.push(...sections(value, escapeMrkdwn));
      continue;
    }
    const together = row.reduce((sum, { text: other }) => sum + other.length, text.length);
    if (row.length === fieldsPerSection || together > maxFieldsTogether) closeRow();
    row.push(mrkdwn(text));
  }
  closeRow();
  return blocks;
};
