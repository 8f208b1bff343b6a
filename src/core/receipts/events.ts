export type ReceiptEvent = {
  type: "receipt.question.changed";
  companyId: string;
  questionId: string;
  /** `said`, `edited` and `withdrawn` are about a message. */
  act: "said" | "edited" | "withdrawn" | "closed";
  messageId: string | null;
};
