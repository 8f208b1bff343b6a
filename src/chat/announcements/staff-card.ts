import { isOfIncident } from "../../core/announcements/expiry.ts";
import { groupRuleOf, seenRuleOf } from "../../core/announcements/kind-rules.ts";
import { shownAs } from "../../core/announcements/shown-as.ts";
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
  const { row, shown, who, filesComing, decisions } = announcement;
  const { author, confirmedBy, secondBy } = who;
  const editor = who.editedBy.get(row.textVersion) ?? null;
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
    ...field("second-by", secondBy === null ? null : plain(secondBy)),
    ...field("version", row.textVersion > 1 ? plain(String(row.textVersion)) : null),
    ...field("edited-by", row.textVersion > 1 && editor !== null ? plain(editor) : null),
  ];
};

/** What something that works again was told by; the end itself has no end. */
const mayEnd = ({ row: { kind, followsId }, isFollowed }: StaffAnnouncement): boolean =>
  (kind === "outage" || kind === "emergency" || kind === "planned_work") && followsId === null && !isFollowed;

/** Somebody was told of it who has not heard yet that it is off; what follows another one is not followed again. */
const isKnown = ({ row: { followsId, reached }, isFollowed, groups }: StaffAnnouncement): boolean =>
  followsId === null && !isFollowed && reached + groups.posted > 0;

const buttonsOf = (announcement: StaffAnnouncement): Button[] => {
  const { row, preview, filesComing } = announcement;
  const { id, state, version } = row;
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
            do: { action: action("an.send", id, shownAs(row)) },
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
  // An incident's own end and its telling are one step; changed here alone, it would go on answering requests as before.
  const ofIncident = isOfIncident(row) ? row.incidentId : null;
  const correct =
    ofIncident === null
      ? button("correct")
      : { label: t("incidents.button.extend"), do: { action: action("in.more", ofIncident) } };
  const end =
    ofIncident === null
      ? button("restored")
      : { label: t("incidents.button.end"), do: { action: action("in.end", ofIncident) } };
  const restored = mayEnd(announcement) ? [end] : [];
  const cancel = button("cancel", {
    style: "danger",
    confirm: t(`announcements.confirm.${state === "sent" ? "withdraw" : "cancel"}`),
  });
  // An incident that lasts is not off: its end is told from its own card.
  const off = ofIncident === null && isKnown(announcement) ? [button("off", { style: "primary" })] : [];
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
      return [correct, button("test"), cancel];
    case "sending":
      return [button("pause"), correct, ...restored, button("report"), cancel];
    case "paused":
      return [button("resume", { style: "primary" }), correct, ...restored, button("report"), cancel];
    case "sent":
      return [
        button("report"),
        button("paper"),
        correct,
        ...restored,
        ...(ofIncident === null && !announcement.isFollowed ? [cancel] : []),
      ];
    case "expired":
      return [button("report"), ...restored];
    case "cancelled":
      return row.startedAt === null ? [] : [...off, ...restored, button("report")];
  }
};
