import type { Tx } from "../../database/db.ts";
import type { Platform } from "../platform.ts";

export interface Moved {
  platform: Platform;
  fromChatId: string;
  toChatId: string;
}

/** A chat has a new id: what waits for it, the cards in it and the building whose group it is follow. */
export const followMove = async (tx: Tx, { platform, fromChatId, toChatId }: Moved): Promise<void> => {
  await tx.outboxMessage.updateMany({
    where: { platform, chatId: fromChatId, state: "pending" },
    data: { chatId: toChatId },
  });
  const linked = await tx.buildingChat.count({ where: { platform, chatId: toChatId } });
  if (linked === 0)
    await tx.buildingChat.updateMany({ where: { platform, chatId: fromChatId }, data: { chatId: toChatId } });
  // A card of the same subject may be in the new chat already; then that one lives on.
  const there = await tx.card.findMany({
    where: { platform, chatId: toChatId },
    select: { kind: true, subjectId: true },
  });
  const taken = there.map(({ kind, subjectId }) => ({ kind, subjectId }));
  await tx.card.updateMany({
    where: { platform, chatId: fromChatId, ...(taken.length === 0 ? {} : { NOT: { OR: taken } }) },
    data: { chatId: toChatId },
  });
};
