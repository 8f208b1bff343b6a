import type { ShownLength } from "../../core/announcements/caption-room.ts";
import type { Translate } from "../text.ts";
import type { Block } from "../view.ts";
import { residentView } from "./resident-view.ts";

/** Counts an announcement as a recipient gets it, with the blank lines between its parts. */
export const shownLength =
  (translate: Translate): ShownLength =>
  (announcement, language) =>
    residentView(announcement)
      .blocks.map((block) => wordsOf(block, (text) => translate(text, language)))
      .join("\n\n").length;

const wordsOf = (block: Block, say: (text: Parameters<Translate>[0]) => string): string => {
  if (block.type === "fields")
    return block.fields.map(({ label, value }) => `${say(label)}: ${say(value)}`).join("\n");
  return "text" in block ? say(block.text) : "";
};
