import type { ReceiptMessageModel, ReceiptQuestionModel } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { receiptMessageFiles } from "./ask-question.ts";

export type MessageOfQuestion = ReceiptMessageModel & { question: ReceiptQuestionModel };

/** What a message in the chat (platform:chat:message) said or brought to a question about a bill; null when nothing. */
export const messageFrom = async ({ tx }: Work, source: string): Promise<MessageOfQuestion | null> => {
  const include = { question: true } as const;
  const message = await tx.receiptMessage.findUnique({ where: { source }, include });
  if (message) return message;
  const file = await tx.attachment.findFirst({
    where: { source, subjectType: receiptMessageFiles },
    orderBy: { id: "asc" },
    select: { subjectId: true },
  });
  return file?.subjectId ? tx.receiptMessage.findUnique({ where: { id: file.subjectId }, include }) : null;
};

/** An answer of the office that was given by a form, and so stands nowhere in a chat to be changed there. */
export const answerOfForm = ({ tx }: Work, messageId: string): Promise<MessageOfQuestion | null> =>
  tx.receiptMessage.findFirst({
    where: { id: messageId, kind: "reply", source: null },
    include: { question: true },
  });
