import { type Text, type Translate, t } from "../../../chat/text.ts";
import type { Letter, LetterHead } from "../../../core/directory/letters/letter.ts";
import { bytesOf, newPaper } from "../paper.ts";
import { drawLetter } from "./draw-letter.ts";
import { drawPoster } from "./draw-poster.ts";

/** A PDF with a sheet for each unit, in the building's language. */
export const lettersPdf = async (
  head: LetterHead,
  letters: readonly Letter[],
  translate: Translate,
): Promise<Buffer> => {
  const say = (text: Text) => translate(text, head.language);
  const paper = newPaper(say(t("directory.letter.title", { address: head.address })), head.language);
  for (const letter of letters) {
    drawLetter(paper, head, letter, say);
    // A building has hundreds of sheets: the chats are served between them.
    await new Promise(setImmediate);
  }
  return bytesOf(paper);
};

/** A PDF with the one sheet for the lobby. */
export const posterPdf = (head: LetterHead, translate: Translate): Promise<Buffer> => {
  const say = (text: Text) => translate(text, head.language);
  const paper = newPaper(say(t("directory.poster.title", { address: head.address })), head.language);
  drawPoster(paper, head, say);
  return bytesOf(paper);
};
