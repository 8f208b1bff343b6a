import { receiptMessageFiles } from "../../core/receipts/ask-question.ts";
import { deliverReceipts } from "../../core/receipts/deliver-receipts.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard, sendUnderCards } from "../staff-cards.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { carryQuestionFile } from "./carry-question-file.ts";
import { questionCardKind } from "./question-card.ts";
import { sendToAsker } from "./send-to-asker.ts";

/** New bills are told to their readers by a job; questions about them go to and fro. */
export const onReceiptEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "receipts.published") return deliverReceipts(work, event);
    if (event.type === "file.settled" && event.subjectType === receiptMessageFiles)
      return carryQuestionFile(work, event);
    if (event.type !== "receipt.question.changed") return;
    const { companyId, questionId, messageId } = event;
    const question = await work.tx.receiptQuestion.findUniqueOrThrow({ where: { id: questionId } });
    const message = messageId ? await work.tx.receiptMessage.findUnique({ where: { id: messageId } }) : null;
    const cards = await refreshCards(work, questionId, "notice");
    if (cards.length === 0)
      return postStaffCard(work, settings, { kind: questionCardKind, subjectId: questionId, companyId });
    if (!message || message.kind === "note") return;
    const said = work.vault.open(message.textSealed);
    // A picture without words comes by itself, once its bytes are there.
    if (said === "") return;
    const text = plain(said);
    if (message.kind === "reply")
      sendToAsker(work, question, {
        blocks: [
          { type: "text", text: t("receipts.question.answer") },
          { type: "quote", text },
          { type: "note", text: t("receipts.question.answer-how") },
        ],
      });
    // What was written in the thread itself stands there already.
    if (message.source?.startsWith("slack:")) return;
    const view: View = {
      blocks: [
        { type: "text", text: t(`receipts.question.thread.${message.kind}`) },
        { type: "quote", text },
      ],
    };
    await sendUnderCards(work, cards, view, { lane: "reply", subjectId: questionId });
  };
