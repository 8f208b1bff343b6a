import type { Work } from "../../core/work/work.ts";
import type { ChatEvent } from "../event.ts";
import { subjectOfMessage } from "../subject-of-message.ts";

/** The request that a message of ours is about: its card, or a message that was sent about it. */
export const requestOfMessage = async (
  work: Work,
  event: ChatEvent,
  messageId: string,
): Promise<string | null> => {
  const subject = await subjectOfMessage(work.tx, event, messageId, "request-%");
  if (subject === null || subject.isCard) return subject?.id ?? null;
  const request = await work.tx.request.findUnique({ where: { id: subject.id }, select: { id: true } });
  return request?.id ?? null;
};
