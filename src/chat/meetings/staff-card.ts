import { type MeetingCard, meetingCard } from "../../core/meetings/meeting-card.ts";
import { countedBy, minutesDue } from "../../core/meetings/meeting-dates.ts";
import { minutesOverdue } from "../../core/meetings/minutes-term.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { linkTexts } from "./decision-view.ts";
import { resultBlocks, runningBlocks } from "./result-blocks.ts";
import { staffButtons } from "./staff-buttons.ts";
import { percentText, titleText, weightText } from "./words.ts";

export const meetingCardKind = "meeting-staff";

/** The card in the staff channel: where the meeting stands, how far the quorum is, and every next step as a button. */
export const meetingStaffCard: CardPresenter = async (read, vault, { subjectId }) => {
  const card = await meetingCard(read, vault, subjectId);
  return card && meetingStaffView(card);
};

export const meetingStaffView = (card: MeetingCard): View => ({
  blocks: [
    { type: "heading", text: titleText(card) },
    {
      type: "fields",
      fields: [
        { label: t("meetings.card.state"), value: t(`meetings.state.${card.meeting.state}`) },
        { label: t("meetings.card.house"), value: plain(card.address) },
        { label: t("meetings.card.opens"), value: at(card, card.meeting.opensAt) },
        { label: t("meetings.card.closes"), value: at(card, card.meeting.closesAt) },
        ...rulesFields(card),
      ],
    },
    ...agendaBlocks(card),
    ...meterBlocks(card),
    ...runningBlocks(card),
    ...resultBlocks(card),
    ...noteBlocks(card),
  ],
  buttons: staffButtons(card),
});

const at = ({ timeZone }: MeetingCard, when: Date): Text =>
  t("meetings.card.at", { at: moment(when, timeZone) });

const rulesFields = ({ meeting: { policy, secret } }: MeetingCard) => [
  {
    label: t("meetings.card.rules"),
    value: joined(
      "; ",
      t(`meetings.pack.${policy.pack}`, { from: policy.from }),
      t(`meetings.counted-by.${policy.weight}`),
      ...(secret ? [t("meetings.card.secret")] : []),
    ),
  },
  {
    label: t("meetings.card.quorum"),
    value:
      policy.quorum === null
        ? t("meetings.card.no-quorum")
        : t(`meetings.quorum.${policy.quorum.strict ? "more" : "least"}-${policy.quorum.base}`, {
            fraction: policy.quorum.fraction,
          }),
  },
];

export const agendaBlocks = ({ questions, meeting }: MeetingCard): Block[] =>
  questions.length === 0
    ? [{ type: "note", text: t("meetings.card.no-questions") }]
    : [
        {
          type: "list",
          items: questions.map((question) => {
            const { position, title, proposal, kind } = question;
            return joined(
              " ",
              t("meetings.card.question", {
                position,
                title: plain(title),
                proposal: plain(proposal),
                rule: t(`meetings.kind.${meeting.policy.pack}.${kind}`),
              }),
              ...linkTexts(question),
            );
          }),
        },
      ];

const meterBlocks = (card: MeetingCard): Block[] => {
  const { meter, meeting, scale } = card;
  if (!meter || (meeting.state !== "notice" && meeting.state !== "voting")) return [];
  const weight = (value: bigint): Text => weightText(meeting.policy.weight, value, scale);
  const voted = t("meetings.meter.voted", {
    voted: meter.voted,
    voters: meeting.voters,
    participating: weight(meter.participating),
    all: weight(meter.all),
    percent: percentText(meter.participating, meter.all),
  });
  const quorum =
    meeting.policy.quorum === null
      ? []
      : [
          meter.quorum
            ? t("meetings.meter.reached")
            : t("meetings.meter.missing", {
                more: weightText(meeting.policy.weight, meter.missing.numerator, meter.missing.denominator),
              }),
        ];
  const paper =
    meeting.policy.chatAdvises && !meeting.secret
      ? [
          t("meetings.meter.on-paper", {
            paper: weight(meter.onPaper),
            percent: percentText(meter.onPaper, meter.all),
          }),
        ]
      : [];
  return [{ type: "text", text: joined("\n", voted, ...quorum, ...paper) }];
};

const noteBlocks = (card: MeetingCard): Block[] => {
  const { meeting, timeZone, proxies, reason } = card;
  const { policy, state } = meeting;
  const notes: Text[] = [];
  if (state === "draft" && policy.noticeDays > 0)
    notes.push(t("meetings.note.notice", { count: policy.noticeDays }));
  if (state === "preparing") notes.push(t("meetings.note.preparing"));
  if (proxies > 0) notes.push(t("meetings.note.proxies", { count: proxies }));
  if ((state === "notice" || state === "voting") && policy.hidden) notes.push(t("meetings.note.hidden"));
  if (state === "voting" && policy.paperDays > 0)
    notes.push(t("meetings.note.papers", { until: moment(countedBy(meeting.closesAt, policy), timeZone) }));
  if (state === "counted") {
    const due = moment(minutesDue(meeting.closesAt, policy.minutesDays, timeZone), timeZone, "date");
    notes.push(
      minutesOverdue(meeting)
        ? t("meetings.note.minutes-overdue", { since: due })
        : t("meetings.note.minutes-due", { until: due }),
    );
  }
  const staffAdvice = meeting.secret ? "meetings.advice.staff-secret" : "meetings.advice.staff";
  const isCounted = state === "counted" || state === "minutes";
  if (policy.chatAdvises && state !== "cancelled")
    notes.push(t(isCounted ? "meetings.advice.result" : staffAdvice));
  if (reason !== null) notes.push(t("meetings.note.cancelled", { reason: plain(reason) }));
  return notes.map((text) => ({ type: "note", text }));
};
