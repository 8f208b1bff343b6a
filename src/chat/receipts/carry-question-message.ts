import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import type { StandingCard } from "../cards.ts";
import { sendUnderCards } from "../staff-cards.ts";
import { plain, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { answerKey } from "./answer-key.ts";
import { sendToAsker } from "./send-to-asker.ts";

/** What was said about a bill, or says something else now, goes to the other side; a note to nobody. */
export const carryQuestionMessage = async (
  work: Work,
  messageId: string,
  { act, cards }: { act: "said" | "edited"; cards: readonly StandingCard[] },
): Promise<void> => {
  const { kind, source, textSealed, question, revisions } = await work.tx.receiptMessage.findUniqueOrThrow({
    where: { id: messageId },
    include: { question: true, revisions: { select: { id: true }, orderBy: { id: "desc" }, take: 1 } },
  });
  const said = work.vault.open(textSealed);
  // A picture without words comes by itself, once its bytes are there.
  if (kind === "note" || said === "") return;
  const text = plain(said);
  if (kind === "reply")
    sendToAsker(
      work,
      question,
      {
        blocks: [
          { type: "text", text: t(`receipts.question.answer.${act}`) },
          { type: "quote", text },
          { type: "note", text: t("receipts.question.answer-how") },
        ],
      },
      answerKey(messageId, act === "edited" ? revisions[0]?.id : undefined),
    );
  // What was written in the thread itself stands there already.
  if (source?.startsWith("slack:")) return;
  const view: View = {
    blocks: [
      { type: "text", text: t(`receipts.question.thread.${kind === "reply" ? "reply-" : ""}${act}`) },
      { type: "quote", text },
    ],
    // What came by a form stands nowhere to be edited.
    ...(kind === "reply" ? { buttons: [[correctButton(messageId)]] } : {}),
  };
  await sendUnderCards(work, cards, view, { lane: "reply", subjectId: question.id });
};

const correctButton = (messageId: string): Button => ({
  label: t("receipts.question.button.correct"),
  do: { action: action("rc.correct", messageId) },
});
