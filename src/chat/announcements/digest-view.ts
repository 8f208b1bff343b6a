import type { Texts } from "../../core/announcements/announcement.ts";
import type { ShownAnnouncement } from "../../core/announcements/show-announcement.ts";
import { action } from "../action.ts";
import { joined, type Text, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { residentView, seenPages, whenAndWhere } from "./resident-view.ts";
import { headingText, titleText } from "./words.ts";

const labelLength = 40;

/** Of each announcement in a letter, so that a letter of twenty can still be read. */
const bodyLength = 600;

/** Several of the quiet kinds in one message; each opens from its button, and a letter has their words. */
export const digestView = (announcements: readonly ShownAnnouncement[]): View => {
  const [only, another] = announcements;
  if (only && !another) return residentView(only);
  const heading: Block = {
    type: "heading",
    text: t("announcements.digest.title", { count: announcements.length }),
  };
  return {
    blocks: [
      heading,
      { type: "list", items: announcements.map(headingText) },
      { type: "note", text: t("announcements.digest.note") },
    ],
    letter: [
      heading,
      ...announcements.flatMap(inLetter),
      {
        type: "note",
        text: t(`announcements.digest.${announcements.some(isCut) ? "letter-cut" : "letter-note"}`),
      },
    ],
    buttons: announcements.map(({ id, texts }) => [
      { label: cutEach(texts, "title", labelLength), do: { action: action("an.show", id) } },
    ]),
    pages: announcements.flatMap((announcement) =>
      (seenPages(announcement).pages ?? []).map((page) => ({
        ...page,
        label: joined(": ", page.label, titleText(announcement.texts)),
        // A short message has room for one link only.
        needed: false,
      })),
    ),
  };
};

const inLetter = (announcement: ShownAnnouncement): Block[] => [
  { type: "heading", text: headingText(announcement) },
  { type: "text", text: cutEach(announcement.texts, "body", bodyLength) },
  ...whenAndWhere(announcement),
];

const isCut = ({ texts }: ShownAnnouncement): boolean =>
  Object.values(texts).some(({ body }) => body.length > bodyLength);

const cutEach = (texts: Texts, part: "title" | "body", length: number): Text => ({
  byLanguage: Object.fromEntries(
    Object.entries(texts).map(([language, words]) => [language, cut(words[part], length)]),
  ),
});

/** At the end of a word where one is near. */
const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const room = text.slice(0, length - 1);
  const end = room.search(/\s+\S*$/);
  return `${end > length / 2 ? room.slice(0, end) : room}…`;
};
