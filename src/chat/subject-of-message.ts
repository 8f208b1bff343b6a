import type { Tx } from "../database/types.ts";
import type { ChatEvent } from "./event.ts";

/** What a message of ours is about. */
export interface MessageSubject {
  id: string;
  /** It shows the subject's card; else it was sent about something of any kind. */
  isCard: boolean;
}

/**
 * What a message of ours shows, if it is a card of these kinds (a pattern for LIKE), or was sent about; null where it is
 * about nothing. In one statement, since every reply is asked by each who may be meant.
 */
export const subjectOfMessage = async (
  tx: Tx,
  { platform, chat }: ChatEvent,
  messageId: string,
  cardKinds: string,
): Promise<MessageSubject | null> => {
  const rows = await tx.$queryRaw<{ id: string; isCard: number | bigint }[]>`
    SELECT "subjectId" AS "id", 1 AS "isCard" FROM "Card"
    WHERE "platform" = ${platform} AND "chatId" = ${chat.id} AND "messageId" = ${messageId}
      AND "kind" LIKE ${cardKinds}
    UNION ALL
    SELECT "subjectId", 0 FROM "OutboxMessage"
    WHERE "platform" = ${platform} AND "chatId" = ${chat.id} AND "sentMessageId" = ${messageId}
      AND "subjectId" IS NOT NULL
    ORDER BY "isCard" DESC LIMIT 1`;
  const [first] = rows;
  return first ? { id: first.id, isCard: Number(first.isCard) === 1 } : null;
};
