import { type Choice, choices } from "../../core/meetings/ballot.ts";
import type { CardQuestion, MeetingCard } from "../../core/meetings/meeting-card.ts";
import type { MeetingResult } from "../../core/meetings/meeting-result.ts";
import { joined, plain, type Text, t } from "../text.ts";
import type { Block } from "../view.ts";
import { percentText, weightText } from "./words.ts";

/** What was decided, question by question, and how the quorum stood. */
export const resultBlocks = (card: MeetingCard): Block[] => {
  const { result, meeting, scale, questions } = card;
  if (!result) return [];
  const weight = (value: string): Text => weightText(meeting.policy.weight, BigInt(value), scale);
  const taken = t(result.quorum ? "meetings.result.quorum" : "meetings.result.no-quorum", {
    participating: weight(result.participating),
    all: weight(result.all),
    percent: percentText(BigInt(result.participating), BigInt(result.all)),
  });
  return [
    { type: "text", text: taken },
    {
      type: "list",
      items: result.questions.flatMap((counted) => {
        const question = questions.find(({ id }) => id === counted.id);
        return question ? [resultLine(card, question, counted)] : [];
      }),
    },
  ];
};

/** What became of a question, and with how many votes. */
export const resultLine = (
  { meeting, scale }: MeetingCard,
  { position, title }: CardQuestion,
  counted: MeetingResult["questions"][number],
): Text =>
  joined(
    " ",
    t(counted.adopted ? "meetings.result.adopted" : "meetings.result.not-adopted", {
      position,
      title: plain(title),
    }),
    choiceLine(
      (choice) => weightText(meeting.policy.weight, BigInt(counted[choice]), scale),
      (choice) => counted[choice] !== "0",
    ),
  );

/** How it stands before the end, where the rules don't hide it. */
export const runningBlocks = (card: MeetingCard): Block[] => {
  const { running, meeting, scale, questions, meter } = card;
  if (!running || meeting.state !== "voting" || !meter || meter.voted === 0) return [];
  return [
    { type: "note", text: t("meetings.result.running") },
    {
      type: "list",
      items: questions.flatMap(({ id, position, title }) => {
        const sums = running.get(id);
        if (!sums) return [];
        return [
          joined(
            " ",
            plain(`${position}. ${title}:`),
            choiceLine(
              (choice) => weightText(meeting.policy.weight, sums[choice].weight, scale),
              (choice) => sums[choice].weight > 0n,
            ),
          ),
        ];
      }),
    },
  ];
};

/** Void papers are named only where there are any. */
const choiceLine = (weight: (choice: Choice) => Text, any: (choice: Choice) => boolean): Text =>
  joined(
    ", ",
    ...choices
      .filter((choice) => choice !== "spoiled" || any(choice))
      .map((choice) => t(`meetings.result.${choice}`, { weight: weight(choice) })),
  );
