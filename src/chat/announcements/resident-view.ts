import { seenRuleOf } from "../../core/announcements/kind-rules.ts";
import type { ShownAnnouncement } from "../../core/announcements/show-announcement.ts";
import { action } from "../action.ts";
import { joined, moment, plain, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { bodyText, headingText, periodText, placeText } from "./words.ts";

/** None: at no time and everywhere. */
export const whenAndWhere = (announcement: ShownAnnouncement): Block[] => {
  const period = periodText(announcement);
  const place = placeText(announcement);
  const fields = [
    ...(period ? [{ label: t("announcements.shown.when"), value: period }] : []),
    ...(place ? [{ label: t("announcements.shown.where"), value: place }] : []),
  ];
  return fields.length > 0 ? [{ type: "fields", fields }] : [];
};

/** What an announcement says, to whoever reads it. The same for all, so that a hundred thousand messages share it. */
export const announcementBlocks = (announcement: ShownAnnouncement): Block[] => {
  const { texts, company, number, correctedAt, timeZone } = announcement;
  return [
    { type: "heading", text: headingText(announcement) },
    { type: "text", text: bodyText(texts) },
    ...whenAndWhere(announcement),
    {
      type: "note",
      text: joined(
        " · ",
        plain(company),
        t("announcements.shown.number", { number }),
        ...(correctedAt ? [t("announcements.shown.corrected", { at: moment(correctedAt, timeZone) })] : []),
      ),
    },
  ];
};

const filesOf = ({ files }: ShownAnnouncement): Pick<View, "files"> => (files.length > 0 ? { files } : {});

export const seenButton = (id: string): Button => ({
  label: t("announcements.button.seen"),
  do: { action: action("an.seen", id) },
  style: "primary",
});

/** By letter there is no button to press: the same on a page. */
export const seenPages = (announcement: ShownAnnouncement): Pick<View, "pages"> => {
  const { id: subjectId } = announcement;
  const rule = seenRuleOf(announcement);
  const label = t("announcements.button.seen");
  return rule === "none" ? {} : { pages: [{ page: "seen", subjectId, label, needed: rule === "required" }] };
};

/** As a recipient gets it. */
export const residentView = (announcement: ShownAnnouncement): View => ({
  blocks: [
    ...announcementBlocks(announcement),
    ...(seenRuleOf(announcement) === "required"
      ? [{ type: "text" as const, text: t("announcements.shown.please-confirm"), withButtons: true as const }]
      : []),
  ],
  ...filesOf(announcement),
  ...(seenRuleOf(announcement) === "none" ? {} : { buttons: [[seenButton(announcement.id)]] }),
  ...seenPages(announcement),
});

/** A day later, to who has not pressed the button. */
export const reminderView = (announcement: ShownAnnouncement): View => ({
  blocks: [{ type: "text", text: t("announcements.shown.reminder") }, ...announcementBlocks(announcement)],
  buttons: [[seenButton(announcement.id)]],
  ...seenPages(announcement),
});

/** In a group nobody is asked one by one. */
export const groupView = (announcement: ShownAnnouncement): View => ({
  blocks: announcementBlocks(announcement),
  ...filesOf(announcement),
});

/** After the press: the same, with when it was read instead of the button. */
export const seenView = (announcement: ShownAnnouncement, at: Date): View => ({
  blocks: [
    ...announcementBlocks(announcement),
    { type: "note", text: t("announcements.shown.seen", { at: moment(at, announcement.timeZone) }) },
  ],
});

export const testView = (announcement: ShownAnnouncement): View => ({
  blocks: [{ type: "note", text: t("announcements.shown.test") }, ...announcementBlocks(announcement)],
  ...filesOf(announcement),
});

/** For ways on which nothing can be edited. */
export const correctionView = (announcement: ShownAnnouncement): View => {
  const [, ...rest] = announcementBlocks(announcement);
  return {
    blocks: [
      { type: "heading", text: t("announcements.shown.correction", { title: headingText(announcement) }) },
      ...rest,
    ],
    ...filesOf(announcement),
    ...seenPages(announcement),
  };
};

/** Files that came after it was sent. */
export const newFilesView = (announcement: ShownAnnouncement, files: ShownAnnouncement["files"]): View => ({
  blocks: [
    {
      type: "text",
      text: t("announcements.shown.new-files", {
        number: announcement.number,
        title: headingText(announcement),
        count: files.length,
      }),
    },
  ],
  files,
});
