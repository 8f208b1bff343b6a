import type { AnnouncementLine } from "../../core/announcements/list-announcements.ts";
import { announcementCategories } from "../../core/announcements/manners.ts";
import { action } from "../action.ts";
import { joined, plain, type Text, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { kindWord, stateWord, titleText } from "./words.ts";

/** The office's announcements, and the templates that a new one may begin with. */
export const listView = ({
  lines,
  page,
  pages,
}: {
  lines: AnnouncementLine[];
  page: number;
  pages: number;
}): View => {
  const to = (number: number) => action("an.list", String(number));
  const pager: Button[] = [
    ...(page > 1 ? [{ label: t("chat.list.earlier"), do: { action: to(page - 1) } }] : []),
    ...(page < pages ? [{ label: t("chat.list.later"), do: { action: to(page + 1) } }] : []),
  ];
  const templates = announcementCategories.map(
    (category): Button => ({
      label: t(`announcements.category.${category}`),
      do: { action: action("an.write", category) },
    }),
  );
  return {
    blocks: [
      { type: "heading", text: t("announcements.list.title") },
      lines.length > 0
        ? { type: "list", items: lines.map(lineText) }
        : { type: "text", text: t("announcements.list.none") },
      { type: "note", text: t("announcements.list.templates") },
    ],
    buttons: [
      pager,
      templates,
      [{ label: t("announcements.button.settings"), do: { action: action("an.settings") } }],
    ].filter((row) => row.length > 0),
  };
};

const lineText = ({ number, kind, state, texts, people, reached, startedAt }: AnnouncementLine): Text =>
  joined(
    " · ",
    plain(`#${number}`),
    kindWord(kind),
    titleText(texts),
    stateWord(state),
    ...(startedAt ? [t("announcements.progress.reached", { reached, people })] : []),
  );
