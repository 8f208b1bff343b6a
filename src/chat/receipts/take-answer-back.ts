import type { Platform } from "../../core/platform.ts";
import { receiptMessageFiles } from "../../core/receipts/ask-question.ts";
import { personName } from "../../core/requests/person-name.ts";
import type { Work } from "../../core/work/work.ts";
import type { StandingCard } from "../cards.ts";
import { sendUnderCards } from "../staff-cards.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { answerKey } from "./answer-key.ts";
import { sendToAsker } from "./send-to-asker.ts";

/**
 * The office took an answer about a bill back: where it and its corrections stand in the asker's chat, only that is read.
 * What is under way still, or a picture alone, is followed by these words.
 */
export const takeAnswerBack = async (
  work: Work,
  messageId: string,
  cards: readonly StandingCard[],
): Promise<void> => {
  const { tx, vault } = work;
  const { question, personId, revisions } = await tx.receiptMessage.findUniqueOrThrow({
    where: { id: messageId },
    include: { question: true, revisions: { select: { id: true } } },
  });
  const keys = [answerKey(messageId), ...revisions.map(({ id }) => answerKey(messageId, id))];
  const sent = await tx.outboxMessage.findMany({
    where: { dedupeKey: { in: keys } },
    select: { sentMessageId: true },
  });
  const view: View = { blocks: [{ type: "text", text: t("receipts.question.answer.withdrawn") }] };
  const { id: subjectId, companyId, platform, chatId, language } = question;
  const standing = sent.flatMap(({ sentMessageId }) => sentMessageId ?? []);
  for (const place of standing)
    work.send({
      address: { platform: platform as Platform, chatId },
      lane: "reply",
      language,
      companyId,
      subjectId,
      what: { kind: "edit", messageId: place, content: view },
    });
  if (standing.length === 0 || standing.length < sent.length) sendToAsker(work, question, view);
  const files = await tx.attachment.count({
    where: { subjectType: receiptMessageFiles, subjectId: messageId, state: "stored" },
  });
  const who = plain((personId && (await personName(tx, vault, personId))) ?? "");
  const told = t(`receipts.question.thread.withdrawn${files > 0 ? "-files" : ""}`, { who });
  await sendUnderCards(work, cards, { blocks: [{ type: "note", text: told }] }, { lane: "reply", subjectId });
};
