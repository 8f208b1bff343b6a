import type { PageUrl } from "../../chat/page-url.ts";
import { plainView } from "../../chat/plain-view.ts";
import type { Translate } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";
import { fitSms } from "../../core/contacts/sms-segments.ts";

/** What a short message may be paid as at most; longer texts are cut. */
export const mostSegments = 6;

/**
 * What a view says, as one short message: the title, the text, and whole at the end one link: where the reader is asked
 * for an answer, else the first.
 */
export const renderSms = (
  view: View,
  translate: Translate,
  language: string,
  pageUrl: PageUrl = () => null,
): string => {
  const { title, paragraphs, links, pages } = plainView(
    view,
    (text) => translate(text, language),
    (page) => (page.needed ? pageUrl(page) : null),
  );
  const [page] = pages;
  const link = page ? `\n${page.label}: ${page.url}` : links[0] ? `\n${links[0].url}` : "";
  const words = [...(title ? [title] : []), ...paragraphs].join("\n").replace(/[ \t]+/g, " ");
  return fitSms(plainSigns(words), mostSegments, plainSigns(link));
};

/** Typographic signs would turn a text into the alphabet of which only 70 letters fit. */
const plainSigns = (text: string): string =>
  text
    .replaceAll(/[«»„“”]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[–—]/g, "-")
    .replaceAll("…", "...")
    .replaceAll(/[\u00a0\u202f]/g, " ")
    .replaceAll("•", "-")
    .replaceAll("→", "->");
