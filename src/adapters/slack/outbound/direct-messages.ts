import type { WebClient } from "@slack/web-api";

/** Conversations by user: a message can be posted to a user's id, but edits and files need the conversation's. */
export interface DirectMessages {
  /** The conversation's id; that of a channel is its own. */
  conversation(chatId: string): Promise<string>;
  learn(chatId: string, conversationId: string | undefined): void;
}

const maxKnown = 10_000;

export const createDirectMessages = (client: WebClient): DirectMessages => {
  const known = new Map<string, string>();
  const learn = (chatId: string, conversationId: string | undefined): void => {
    if (!isUser(chatId) || !conversationId) return;
    if (known.size >= maxKnown) known.clear();
    known.set(chatId, conversationId);
  };
  return {
    learn,
    conversation: async (chatId) => {
      const id = isUser(chatId) ? known.get(chatId) : chatId;
      if (id) return id;
      const { channel } = await client.conversations.open({ users: chatId });
      learn(chatId, channel?.id);
      return channel?.id ?? chatId;
    },
  };
};

const isUser = (chatId: string): boolean => /^[UW]/.test(chatId);
