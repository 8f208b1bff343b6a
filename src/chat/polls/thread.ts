import type { PollSheet } from "../../core/polls/poll-sheet.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { sendUnderCards } from "../staff-cards.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { chartOf } from "./chart.ts";
import { leadersText, resultsBlocks } from "./results-blocks.ts";
import { pollStaffKind } from "./staff-card.ts";

/** Puts a message into the thread under the poll's card in the staff channel. */
export const sendToPollThread = async (work: Work, pollId: string, view: View): Promise<void> => {
  const cards = await work.tx.card.findMany({ where: { subjectId: pollId, kind: pollStaffKind } });
  await sendUnderCards(work, cards, view, { subjectId: pollId });
};

/** A resident suggested an option: the staff are asked, or told where it is shown at once. */
export const optionWaits = async (work: Work, poll: PollSheet, optionId: string): Promise<void> => {
  const question = poll.questions.find(({ options }) => options.some(({ id }) => id === optionId));
  const option = question?.options.find(({ id }) => id === optionId);
  if (!question || !option) return;
  const said = { option: plain(option.text), question: plain(question.text) };
  if (option.state !== "waiting")
    return sendToPollThread(work, poll.id, {
      blocks: [{ type: "text", text: t("polls.option.free", said) }],
    });
  await sendToPollThread(work, poll.id, {
    blocks: [{ type: "text", text: t("polls.option.asks", said) }],
    buttons: [
      [
        { label: t("polls.button.take"), do: { action: action("pl.take", optionId) }, style: "primary" },
        { label: t("polls.button.refuse"), do: { action: action("pl.refuse", optionId) } },
      ],
    ],
  });
};

/** The results as a table and a chart. */
export const publishToStaff = async (work: Work, poll: PollSheet): Promise<void> => {
  const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: poll.companyId } });
  await sendToPollThread(work, poll.id, {
    blocks: [
      { type: "heading", text: t("polls.news.results") },
      ...leadersText(poll).map((text) => ({ type: "text", text }) as const),
      ...resultsBlocks(poll),
    ],
    files: await chartOf(work, poll.id, language),
  });
};
