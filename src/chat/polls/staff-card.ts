import { countVoices } from "../../core/polls/electorate.ts";
import { type PollSheet, pollSheet, type SheetQuestion } from "../../core/polls/poll-sheet.ts";
import { countsShown } from "../../core/polls/results.ts";
import { personName } from "../../core/requests/person-name.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { inRows } from "../in-rows.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { resultsBlocks } from "./results-blocks.ts";
import { placeText, rulesText, stateWord, titleText } from "./words.ts";

export const pollStaffKind = "poll-staff";

/** A poll in the staff channel: a preview until it is started, then how it goes, at last what came of it. */
export const pollStaffCard: CardPresenter = async (read, vault, { subjectId }) => {
  const poll = await pollSheet(read, vault, subjectId);
  if (!poll) return null;
  const voices = await countVoices(read, poll, poll.openedAt ?? poll.endAt);
  return staffView(poll, { voices, author: (await personName(read, vault, poll.authorId)) ?? "" });
};

interface Beside {
  voices: number;
  author: string;
}

const staffView = (poll: PollSheet, beside: Beside): View => ({
  blocks: [
    { type: "heading", text: titleText(poll) },
    { type: "fields", fields: fieldsOf(poll, beside) },
    ...(countsShown(poll) ? resultsBlocks(poll) : poll.questions.flatMap(questionBlocks)),
    ...notesOf(poll),
  ],
  buttons: inRows(buttonsOf(poll), 5),
});

const fieldsOf = (poll: PollSheet, { voices, author }: Beside) => {
  const { state, place, timeZone, startAt, endAt, remindHours, voters } = poll;
  const begun = state === "open" || state === "ended";
  return [
    { label: t("polls.card.state"), value: stateWord(state) },
    { label: t("polls.card.place"), value: placeText(place) },
    { label: t("polls.card.rules"), value: rulesText(poll) },
    { label: t("polls.card.counts"), value: countsText(poll) },
    ...(state === "draft" || state === "scheduled"
      ? [
          {
            label: t("polls.card.start"),
            value: startAt ? t("chat.moment", { at: moment(startAt, timeZone) }) : t("polls.card.at-once"),
          },
        ]
      : []),
    { label: t("polls.card.end"), value: t("chat.moment", { at: moment(endAt, timeZone) }) },
    ...(remindHours && !isOver(poll)
      ? [{ label: t("polls.card.remind"), value: t("polls.card.before-end", { count: remindHours }) }]
      : []),
    {
      label: t(begun ? "polls.card.voted" : "polls.card.asked"),
      value: begun ? t("polls.card.of", { voters, voices }) : plain(String(voices)),
    },
    { label: t("polls.card.author"), value: plain(author) },
  ];
};

const isOver = ({ state }: PollSheet): boolean =>
  state === "ended" || state === "cancelled" || state === "declined";

const countsText = ({ rules }: PollSheet): Text =>
  joined(
    " · ",
    t(rules.live ? "polls.card.live" : "polls.card.hidden"),
    ...(rules.adding === "none" ? [] : [t(`polls.card.adding.${rules.adding}`)]),
  );

const questionBlocks = ({ text, multiple, options }: SheetQuestion): Block[] => [
  { type: "text", text: multiple ? t("polls.card.several", { question: plain(text) }) : plain(text) },
  {
    type: "list",
    items: options
      .filter(({ state }) => state !== "refused")
      .map((option) =>
        option.state === "waiting"
          ? t("polls.card.waiting", { option: plain(option.text) })
          : plain(option.text),
      ),
  },
];

const notesOf = ({ files, filesWaiting, reason }: PollSheet): Block[] => [
  ...(files.length > 0
    ? [{ type: "note", text: t("polls.card.files", { count: files.length }) } as const]
    : []),
  ...(filesWaiting > 0 ? [{ type: "note", text: t("polls.card.files-waiting") } as const] : []),
  ...(reason ? [{ type: "quote", text: plain(reason) } as const] : []),
];

const buttonsOf = ({ id, state, startAt }: PollSheet): Button[] => {
  const button = (name: string, more: Partial<Button> = {}): Button => ({
    label: t(`polls.button.${name}`),
    do: { action: action(`pl.${name}`, id) },
    ...more,
  });
  const cancel = button("cancel", { style: "danger" });
  switch (state) {
    case "draft":
      return [
        button(startAt ? "plan" : "start", { style: "primary" }),
        ...(startAt ? [button("start")] : []),
        button("question"),
        button("discard", { style: "danger" }),
      ];
    case "proposed":
      return [button("accept", { style: "primary" }), button("decline", { style: "danger" })];
    case "scheduled":
      return [button("start"), cancel];
    case "open":
      return [button("end", { confirm: t("polls.confirm.end") }), button("extend"), cancel];
    case "ended":
      return [button("export")];
    case "cancelled":
    case "declined":
      return [];
  }
};
