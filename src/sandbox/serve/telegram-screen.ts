import type { Phone, TelegramChat } from "../page/wire.ts";
import type { MessageView } from "../telegram/control/message-view.ts";
import type { Stage } from "./stage.ts";

/** Every phone of the stage, and a line for each of their groups. */
export const phonesOf = ({ telegram, phones }: Stage): Phone[] => {
  const people = new Map(telegram.users().map((person) => [person.user.id, person]));
  const own = phones.flatMap(({ userId, group, note }): Phone[] => {
    const person = people.get(userId);
    if (!person) return [];
    const { first_name, last_name, language_code = "en" } = person.user;
    return [
      {
        userId,
        chatId: userId,
        name: [first_name, last_name].filter(Boolean).join(" "),
        group,
        note,
        language: language_code,
        blocked: person.blocked,
        ...lastOf(telegram.messages(userId), userId),
      },
    ];
  });
  const groups = telegram.chats().flatMap(({ chat, members }): Phone[] => {
    if (chat.type === "private") return [];
    const first = own.find(({ userId }) => members.some(({ user }) => user.id === userId));
    if (!first) return [];
    return [
      {
        ...first,
        chatId: chat.id,
        name: chat.title ?? "",
        group: "groups",
        note: {},
        ...lastOf(telegram.messages(chat.id), first.userId),
      },
    ];
  });
  return [...own, ...groups];
};

const lastOf = (messages: readonly MessageView[], userId: number): Pick<Phone, "incoming" | "last"> => {
  const spoken = messages.filter(({ isService }) => !isService);
  const last = spoken.at(-1);
  return {
    incoming: spoken.filter(({ from }) => from.id !== userId).length,
    last: last
      ? {
          text: last.text.slice(0, 80),
          at: last.date * 1000,
          own: last.from.id === userId,
          ...(last.media ? { media: last.media.kind } : {}),
        }
      : null,
  };
};

/** A chat as one person sees it on their phone. */
export const telegramChat = ({ telegram }: Stage, userId: number, chatId: number): TelegramChat => {
  const person = telegram.users().find(({ user }) => user.id === userId);
  if (!person) throw new Error(`There is no phone of ${userId}.`);
  const markup = telegram.keyboardOf(chatId, userId);
  const room = telegram.chats().find(({ chat }) => chat.id === chatId);
  return {
    chatId,
    title: room && room.chat.type !== "private" ? (room.chat.title ?? "") : telegram.bot().first_name,
    members: (room?.members ?? [])
      .filter(({ user }) => !user.is_bot)
      .map(({ user }) => ({
        id: user.id,
        name: [user.first_name, user.last_name].filter(Boolean).join(" "),
      })),
    messages: telegram.messages(chatId).map(({ raw: _raw, history: _history, ...message }) => message),
    keyboard: markup && "keyboard" in markup ? markup.keyboard : null,
    placeholder: markup?.input_field_placeholder ?? null,
    commands: telegram.commandsFor(userId, chatId),
    started: person.started,
    blocked: person.blocked,
  };
};
