import type { ChatEvent } from "./event.ts";

/** Whether a message is a reply to one of ours that `find` knows the subject of. */
export const repliesTo = async (
  event: ChatEvent,
  find: (messageId: string) => Promise<string | null>,
): Promise<boolean> =>
  event.type === "message" && event.replyTo !== null && (await find(event.replyTo)) !== null;
