import type { PageUrl } from "./page-url.ts";
import { tableLines } from "./table-lines.ts";
import type { Text } from "./text.ts";
import type { Block, View } from "./view.ts";

/** A view for ways out that have neither buttons nor formatting. */
export interface PlainView {
  /** The first heading, or null. */
  title: string | null;
  /** Paragraphs without the title; none is empty. */
  paragraphs: string[];
  /** Which of the paragraphs are headings too. */
  headings: ReadonlySet<number>;
  /** Buttons that only open an address. */
  links: { label: string; url: string }[];
  /** What the reader alone can do, on pages of ours. */
  pages: { label: string; url: string; needed: boolean }[];
  /** There were buttons that can be pressed in a chat only. */
  hasActions: boolean;
}

/** What a view says, in plain words of the reader's language; `pageUrl` gives the addresses of the reader's own pages. */
export const plainView = (
  view: View,
  say: (text: Text) => string,
  pageUrl: PageUrl = () => null,
): PlainView => {
  const pages = (view.pages ?? []).flatMap((page) => {
    const url = pageUrl(page);
    return url === null ? [] : [{ label: say(page.label), url, needed: page.needed }];
  });
  const heading = view.blocks.findIndex(({ type }) => type === "heading");
  const buttons = (view.buttons ?? []).flat();
  const shown = view.blocks
    .filter(
      (block, index) =>
        index !== heading && !(block.type === "text" && block.withButtons && pages.length === 0),
    )
    .map((block) => ({ block, words: wordsOf(block, say) }))
    .filter(({ words }) => words !== "");
  return {
    title: heading < 0 ? null : wordsOf(view.blocks[heading] as Block, say) || null,
    paragraphs: shown.map(({ words }) => words),
    headings: new Set(shown.flatMap(({ block }, index) => (block.type === "heading" ? [index] : []))),
    links: buttons.flatMap(({ label, do: it }) => ("url" in it ? [{ label: say(label), url: it.url }] : [])),
    pages,
    hasActions: buttons.some(({ do: it }) => !("url" in it)),
  };
};

const wordsOf = (block: Block, say: (text: Text) => string): string => {
  switch (block.type) {
    case "heading":
    case "text":
    case "note":
      return say(block.text).trim();
    case "quote":
      return say(block.text)
        .trim()
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\n");
    case "fields":
      return block.fields.map(({ label, value }) => `${say(label)}: ${say(value) || "—"}`).join("\n");
    case "list":
      return block.items.map((item) => `• ${say(item)}`).join("\n");
    case "table":
      return tableLines(block, say);
    case "divider":
      return "";
  }
};
