import type { EventChat, MessageRef, Sender } from "../../../chat/event.ts";
import type { Origin, Workspace } from "./inbound.ts";

/**
 * The conversation of a channel. Direct messages go by the user's id, whichever way they came. What happens in
 * another channel is answered privately, so that nothing of the company's can leak there.
 */
export const chatOf = (workspace: Workspace, userId: string, origin: Origin): EventChat =>
  origin.channelId === workspace.staffChannel
    ? { id: origin.channelId, kind: "channel", threadId: origin.threadTs }
    : { id: userId, kind: "private", threadId: isDirect(origin.channelId) ? origin.threadTs : null };

export const messageRef = (userId: string, channelId: string, ts: string): MessageRef => ({
  chatId: isDirect(channelId) ? userId : channelId,
  messageId: ts,
});

export const isDirect = (channelId: string): boolean => channelId.startsWith("D");

/** As far as the payload tells; the name and language are completed from the workspace's directory. */
export const senderOf = (userId: string, name: string): Sender => ({
  externalId: userId,
  privateChatId: userId,
  name: name || userId,
  language: null,
});

/** The thread that a message stands in; a root is in none. */
export const threadOf = (threadTs: string, ts: string): string | null =>
  threadTs && threadTs !== ts ? threadTs : null;
