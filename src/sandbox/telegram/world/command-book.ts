import type { BotCommand, BotCommandScope } from "@grammyjs/types";

/** Command lists by scope and language. */
export type CommandBook = Map<string, BotCommand[]>;

/** Key of one list; an empty language is the list for everybody. */
export function commandKey(scope: BotCommandScope, language: string): string {
  const chat = "chat_id" in scope ? scope.chat_id : "";
  const user = "user_id" in scope ? scope.user_id : "";
  return [scope.type, chat, user, language].join("|");
}

/** Scopes in the order in which a client looks for a list (Bot API, BotCommandScope). */
export function scopesFor(viewer: { userId: number; chatId: number; isAdmin: boolean }): BotCommandScope[] {
  const { userId, chatId, isAdmin } = viewer;
  if (chatId > 0) {
    return [{ type: "chat", chat_id: chatId }, { type: "all_private_chats" }, { type: "default" }];
  }
  return [
    { type: "chat_member", chat_id: chatId, user_id: userId },
    ...(isAdmin ? [{ type: "chat_administrators" as const, chat_id: chatId }] : []),
    { type: "chat", chat_id: chatId },
    ...(isAdmin ? [{ type: "all_chat_administrators" as const }] : []),
    { type: "all_group_chats" },
    { type: "default" },
  ];
}

/** The list this person sees: the first that was set wins, own language before the common one. */
export function resolveCommands(
  book: CommandBook,
  scopes: BotCommandScope[],
  language: string | undefined,
): BotCommand[] {
  for (const scope of scopes) {
    const own = language ? book.get(commandKey(scope, language)) : undefined;
    const list = own ?? book.get(commandKey(scope, ""));
    if (list && list.length > 0) return list;
  }
  return [];
}
