import { followMove } from "../core/outbox/follow-move.ts";
import type { FallbackRoute } from "./route.ts";

/** A group became a supergroup and has a new id: what waits for it and the cards in it follow at once. */
export const migratedChat: FallbackRoute = {
  kind: "fallback",
  name: "migrated-chat",
  handle: async ({ work, event }) => {
    if (event.type !== "migrated") return false;
    await followMove(work.tx, {
      platform: event.platform,
      fromChatId: event.chat.id,
      toChatId: event.toChatId,
    });
    work.audit({
      act: "group.moved",
      subjectType: "chat",
      subjectId: event.toChatId,
      before: { chatId: event.chat.id },
    });
    return true;
  },
};
