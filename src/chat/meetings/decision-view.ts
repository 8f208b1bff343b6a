import { findDecisions } from "../../core/meetings/find-decisions.ts";
import { type CardQuestion, type MeetingCard, meetingCard } from "../../core/meetings/meeting-card.ts";
import type { Work } from "../../core/work/work.ts";
import { plain, type Text, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { resultLine } from "./result-blocks.ts";
import { recordButtons } from "./staff-buttons.ts";
import { titleText } from "./words.ts";

const shown = 5;

/** What a decision led to. */
export const linkTexts = ({ links }: CardQuestion): Text[] =>
  links.map(({ subjectType, subjectId }) =>
    // Links from before announcements were looked up hold whatever was written.
    subjectType === "announcement" && !/^\d+$/.test(subjectId)
      ? t("meetings.link.to.named-announcement", { name: plain(subjectId) })
      : t(`meetings.link.to.${subjectType}`, { name: plain(subjectId) }),
  );

/** A decision with its count and with what came of it, for the meeting's thread; its record is a press away. */
export const decisionView = (card: MeetingCard, question: CardQuestion): View => ({
  blocks: decisionBlocks(card, question),
  buttons: [recordButtons(card)],
});

/** The decisions that led to something of this name, for `/meetings` with words. */
export const foundDecisionsView = async (work: Work, words: string): Promise<View> => {
  const found = await findDecisions(work, { words, limit: shown });
  const blocks: Block[] = [];
  const buttons: View["buttons"] = [];
  for (const { meetingId, questionId } of found) {
    const card = await meetingCard(work.tx, work.vault, meetingId);
    const question = card?.questions.find(({ id }) => id === questionId);
    if (!card || !question) continue;
    blocks.push({ type: "heading", text: titleText(card) }, ...decisionBlocks(card, question));
    // The buttons stand below all of them: those of several meetings would look the same.
    if (found.length === 1) buttons.push(recordButtons(card));
  }
  if (blocks.length > 0) return { blocks, buttons };
  return { blocks: [{ type: "text", text: t("meetings.list.no-decision", { words: plain(words.trim()) }) }] };
};

const decisionBlocks = (card: MeetingCard, question: CardQuestion): Block[] => {
  const { position, title, proposal } = question;
  const counted = card.result?.questions.find(({ id }) => id === question.id);
  return [
    {
      type: "text",
      text: t("meetings.mine.question", { position, title: plain(title), proposal: plain(proposal) }),
    },
    ...(counted ? [{ type: "text", text: resultLine(card, question, counted) } as const] : []),
    { type: "list", items: linkTexts(question) },
  ];
};
