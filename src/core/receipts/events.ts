export type ReceiptEvent = {
  type: "receipt.question.changed";
  companyId: string;
  questionId: string;
  /** What was said, if something was. */
  messageId: string | null;
};
