import type { Work } from "../../core/work/work.ts";
import type { ChatEvent } from "../event.ts";

/** The request that a message of ours is about: its card, or a message that was sent about it. */
export const subjectOfMessage = async (
  work: Work,
  event: ChatEvent,
  messageId: string,
): Promise<string | null> => {
  const { platform, chat } = event;
  const [card] = await work.tx.$queryRaw<{ subjectId: string }[]>`
    SELECT "subjectId" FROM "Card"
    WHERE "platform" = ${platform} AND "chatId" = ${chat.id} AND "messageId" = ${messageId}
      AND "kind" LIKE 'request-%' LIMIT 1`;
  if (card) return card.subjectId;
  const sent = await work.tx.outboxMessage.findFirst({
    where: { platform, chatId: chat.id, sentMessageId: messageId, subjectId: { not: null } },
    select: { subjectId: true },
  });
  const request = sent?.subjectId
    ? await work.tx.request.findUnique({ where: { id: sent.subjectId }, select: { id: true } })
    : null;
  return request?.id ?? null;
};
