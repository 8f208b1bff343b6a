/** Names a message that told an answer about a bill, or its correction, so that it is found when the answer is taken back. */
export const answerKey = (messageId: string, revisionId?: string): string =>
  revisionId === undefined ? `bill-answer:${messageId}` : `bill-answer:${messageId}:${revisionId}`;
