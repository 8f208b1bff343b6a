import type { FileSettled } from "../../core/files/events.ts";
import type { Platform } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import { sendUnderCards } from "../staff-cards.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { questionCardKind } from "./question-card.ts";

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
  if (!message || !attachment) return;
  const { question, kind } = message;
  const asks = kind === "question";
  if (state === "refused") {
    const side = asks ? "resident" : "office";
    const cause = attachment.refusal === "heic" ? "heic" : "other";
    const view: View = { blocks: [{ type: "text", text: t(`messages.refused-file.${side}-${cause}`) }] };
    return asks ? sendToAsker(work, question, view) : sendToThread(work, question.id, view);
  }
  if (kind === "note") return;
  const view: View = {
    blocks: [{ type: "text", text: t(`messages.file.${asks ? "resident" : "office"}`) }],
    files: [{ attachmentId, kind: attachment.kind }],
  };
  if (asks) await sendToThread(work, question.id, view);
  else await sendToAsker(work, question, view);
};

interface Asker {
  id: string;
  companyId: string;
  platform: string;
  chatId: string;
  language: string;
}

const sendToAsker = async (
  { send }: Work,
  { id, companyId, platform, chatId, language }: Asker,
  content: View,
): Promise<void> =>
  send({
    address: { platform: platform as Platform, chatId },
    lane: "reply",
    language,
    companyId,
    subjectId: id,
    what: { kind: "message", content },
  });

const sendToThread = async (work: Work, questionId: string, view: View): Promise<void> => {
  const cards = await work.tx.card.findMany({ where: { kind: questionCardKind, subjectId: questionId } });
  await sendUnderCards(work, cards, view, { lane: "reply", subjectId: questionId });
};
