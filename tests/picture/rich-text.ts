import type { MessageEntity } from "@grammyjs/types";

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const tags: Partial<Record<MessageEntity["type"], string>> = {
  bold: "b",
  italic: "i",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  bot_command: "em",
};

/** A Telegram text with its entities, which may lie in each other but never cross. */
export const telegramHtml = (text: string, entities: readonly MessageEntity[]): string => {
  const shown = entities.filter(({ type }) => tags[type] !== undefined);
  const edges = [
    ...new Set([0, text.length, ...shown.flatMap(({ offset, length }) => [offset, offset + length])]),
  ].sort((a, b) => a - b);
  const pieces = edges.map((at, index) => {
    const closing = shown
      .filter(({ offset, length }) => offset + length === at)
      .map(({ type }) => `</${tags[type]}>`);
    const opening = shown.filter(({ offset }) => offset === at).map(({ type }) => `<${tags[type]}>`);
    return closing.reverse().join("") + opening.join("") + escapeHtml(text.slice(at, edges[index + 1] ?? at));
  });
  // A quotation is a block of its own: the line breaks around it would be seen twice.
  return pieces
    .join("")
    .replace(/\n*<blockquote>/g, "<blockquote>")
    .replace(/<\/blockquote>\n*/g, "</blockquote>");
};

/** Slack's mrkdwn, whose <, > and & are escaped already: what our own renderer makes of it. */
export const mrkdwnHtml = (text: string): string =>
  text
    .split("\n")
    .map((line) =>
      /^(>|&gt;) ?/.test(line)
        ? `<blockquote>${line.replace(/^(>|&gt;) ?/, "")}</blockquote>`
        : `${line}<br>`,
    )
    .join("")
    .replace(/\*([^*]+)\*/g, "<b>$1</b>")
    .replace(/<br>$/, "");
