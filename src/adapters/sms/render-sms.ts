import { plainView } from "../../chat/plain-view.ts";
import type { Translate } from "../../chat/text.ts";
import type { View } from "../../chat/view.ts";
import { fitSms } from "../../core/contacts/sms-segments.ts";

/** What a short message may be paid as at most; longer texts are cut. */
export const mostSegments = 6;

/** What a view says, as one short message: the title, the text, the first link. */
export const renderSms = (view: View, translate: Translate, language: string): string => {
  const { title, paragraphs, links } = plainView(view, (text) => translate(text, language));
  const link = links[0] ? `\n${links[0].url}` : "";
  const words = [...(title ? [title] : []), ...paragraphs].join("\n").replace(/[ \t]+/g, " ");
  const short = plainSigns(`${words}${link}`);
  return fitSms(short, mostSegments);
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
