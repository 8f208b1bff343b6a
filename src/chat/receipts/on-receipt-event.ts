import { receiptMessageFiles } from "../../core/receipts/ask-question.ts";
import { deliverReceipts } from "../../core/receipts/deliver-receipts.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard } from "../staff-cards.ts";
import { carryQuestionFile } from "./carry-question-file.ts";
import { carryQuestionMessage } from "./carry-question-message.ts";
import { questionCardKind } from "./question-card.ts";
import { takeAnswerBack } from "./take-answer-back.ts";

/** New bills are told to their readers by a job; questions about them go to and fro. */
export const onReceiptEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "receipts.published") return deliverReceipts(work, event);
    if (event.type === "file.settled" && event.subjectType === receiptMessageFiles)
      return carryQuestionFile(work, event);
    if (event.type !== "receipt.question.changed") return;
    const { act, companyId, questionId, messageId } = event;
    const cards = await refreshCards(work, questionId, "notice");
    if (cards.length === 0)
      return postStaffCard(work, settings, { kind: questionCardKind, subjectId: questionId, companyId });
    if (messageId === null || act === "closed") return;
    if (act === "withdrawn") return takeAnswerBack(work, messageId, cards);
    await carryQuestionMessage(work, messageId, { act, cards });
  };
