import type { ChatEvent } from "./event.ts";

/** The message that something came from: platform:chat:message. */
export const sourceOf = (
  { platform }: ChatEvent,
  { chatId, messageId }: { chatId: string; messageId: string },
): string => `${platform}:${chatId}:${messageId}`;
