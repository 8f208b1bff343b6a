import { groupRuleOf, seenRuleOf } from "../../core/announcements/kind-rules.ts";
import { type StaffAnnouncement, staffAnnouncement } from "../../core/announcements/staff-announcement.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { inRows } from "../in-rows.ts";
import { moment, plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { audienceText } from "./audience-text.ts";
import { previewBlocks } from "./preview-blocks.ts";
import { progressBlocks } from "./progress-blocks.ts";
import { kindWord, periodText, stateWord } from "./words.ts";

export const announcementCardKind = "announcement-staff";

/** An announcement in the staff channel: what it says, whom it reaches, how far it is, and every next step. */
export const announcementCard: CardPresenter = async (read, vault, { subjectId }) => {
  const announcement = await staffAnnouncement(read, vault, subjectId);
  return announcement && staffView(announcement);
};

export const staffView = (announcement: StaffAnnouncement): View => ({
  blocks: [
    {
      type: "heading",
      text: t("announcements.card.title", {
        number: announcement.row.number,
        kind: kindWord(announcement.row.kind),
      }),
    },
    ...saying(announcement),
    { type: "fields", fields: fieldsOf(announcement) },
    ...(isDraft(announcement) ? previewBlocks(announcement) : progressBlocks(announcement)),
  ],
  buttons: inRows(buttonsOf(announcement), 4),
});

const isDraft = ({ row: { state } }: StaffAnnouncement): boolean =>
  state === "draft" || state === "confirmed" || state === "scheduled";

/** The words in every language that they are written in. */
const saying = ({ shown: { texts } }: StaffAnnouncement): Block[] =>
  Object.entries(texts).map(([, { title, body }]) => ({ type: "quote", text: plain(`${title}\n${body}`) }));

const fieldsOf = (announcement: StaffAnnouncement): { label: Text; value: Text }[] => {
  const { row, shown, author, confirmedBy, filesComing, decisions } = announcement;
  const at = (date: Date) => moment(date, shown.timeZone);
  const period = periodText(shown);
  const field = (name: string, value: Text | null): { label: Text; value: Text }[] =>
    value === null ? [] : [{ label: t(`announcements.card.${name}`), value }];
  const files = shown.files.length + filesComing;
  return [
    ...field("state", stateWord(row.state)),
    ...field("audience", audienceText(announcement)),
    ...field("period", period),
    ...field("send-at", row.sendAt && row.state !== "sent" ? t("chat.moment", { at: at(row.sendAt) }) : null),
    ...field("repeat", row.repeat === null ? null : t(`announcements.repeat.${row.repeat}`)),
    ...field("expires", row.expiresAt === null ? null : t("chat.moment", { at: at(row.expiresAt) })),
    ...field("group", t(`announcements.alerts.group-rule.${groupRuleOf(row)}`)),
    ...field("asks", t(`announcements.alerts.seen-rule.${seenRuleOf(row)}`)),
    ...field("files", files > 0 ? t("announcements.card.file-count", { count: files }) : null),
    ...decisions.flatMap((decision) =>
      field("decision", t("announcements.card.decision-of", { ...decision })),
    ),
    ...field("author", author === null ? null : plain(author)),
    ...field("confirmed-by", confirmedBy === null ? null : plain(confirmedBy)),
    ...field("version", row.textVersion > 1 ? plain(String(row.textVersion)) : null),
  ];
};

const buttonsOf = ({ row, preview, filesComing }: StaffAnnouncement): Button[] => {
  const { id, state, version, kind } = row;
  const button = (name: string, more: Partial<Button> = {}): Button => ({
    label: t(`announcements.button.${name}`),
    do: { action: action(`an.${name}`, id) },
    ...more,
  });
  // Nobody sends what was not counted: the number of people is in the question.
  const counted = preview?.version === version || state === "confirmed";
  const send = (name: string): Button[] =>
    counted && filesComing === 0
      ? [
          button("send", {
            label: t(`announcements.button.${name}`),
            style: "primary",
            confirm: t(`announcements.confirm.${name}`, { count: preview?.people ?? 0 }),
          }),
        ]
      : [];
  const discard = button("cancel", {
    label: t("announcements.button.discard"),
    style: "danger",
    confirm: t("announcements.confirm.discard"),
  });
  const cancel = button("cancel", { style: "danger", confirm: t("announcements.confirm.cancel") });
  switch (state) {
    case "draft":
      return [
        ...send(row.sendAt ? "schedule" : "send"),
        button("test"),
        button("edit"),
        button("paper"),
        discard,
      ];
    case "confirmed":
      return [...send("second"), button("test"), button("edit"), discard];
    case "scheduled":
      return [button("correct"), button("test"), cancel];
    case "sending":
      return [button("pause"), button("correct"), button("report"), cancel];
    case "paused":
      return [button("resume", { style: "primary" }), button("correct"), button("report"), cancel];
    case "sent":
      return [
        button("report"),
        button("paper"),
        button("correct"),
        ...(kind === "outage" || kind === "emergency" || kind === "planned_work" ? [button("restored")] : []),
      ];
    case "expired":
      return [button("report")];
    case "cancelled":
      return row.startedAt === null ? [] : [button("report")];
  }
};
