import type { FileSettled } from "../../core/files/events.ts";
import type { Work } from "../../core/work/work.ts";
import { fileView, refusedFileView } from "../messages/file-views.ts";
import { sendUnderCards } from "../staff-cards.ts";
import type { View } from "../view.ts";
import { questionCardKind } from "./question-card.ts";
import { sendToAsker } from "./send-to-asker.ts";

/**
 * A file of a question about a bill has come: it goes to the other side, a note's to nobody. One that can't be kept goes
 * back to whoever sent it, as the words for what to do.
 */
export const carryQuestionFile = async (
  work: Work,
  { subjectId, attachmentId, state }: FileSettled,
): Promise<void> => {
  const message = await work.tx.receiptMessage.findUnique({
    where: { id: subjectId },
    include: { question: true },
  });
  const attachment = await work.tx.attachment.findUnique({ where: { id: attachmentId } });
  if (!message || !attachment || message.withdrawnAt) return;
  const { question, kind } = message;
  const asks = kind === "question";
  const side = asks ? "resident" : "office";
  if (state === "refused") {
    const view = refusedFileView(side, attachment);
    return asks ? sendToAsker(work, question, view) : sendToThread(work, question.id, view);
  }
  if (kind === "note") return;
  const view = fileView(side, attachment);
  if (asks) await sendToThread(work, question.id, view);
  else sendToAsker(work, question, view);
};

const sendToThread = async (work: Work, questionId: string, view: View): Promise<void> => {
  const cards = await work.tx.card.findMany({ where: { kind: questionCardKind, subjectId: questionId } });
  await sendUnderCards(work, cards, view, { lane: "reply", subjectId: questionId });
};
