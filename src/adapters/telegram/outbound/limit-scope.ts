/**
 * Telegram doesn't say whether a 429 is about one chat or about the bot. Two chats refused at the same time mean
 * the bot.
 */
export const createLimitScope = (now: () => number = Date.now) => {
  let last: { chatId: string; until: number } | undefined;
  return (chatId: string, retryAfterMs: number): "chat" | "bot" => {
    const at = now();
    const scope = last && last.chatId !== chatId && at < last.until ? "bot" : "chat";
    last = { chatId, until: at + retryAfterMs };
    return scope;
  };
};
