import type { BotCommand, Chat, ChatMember } from "@grammyjs/types";
import { resolveCommands, scopesFor } from "../world/command-book.ts";
import type { ApiCall, SandboxEvent } from "../world/events.ts";
import { chatMember, isAdmin, membershipOf, userById } from "../world/members.ts";
import type { World } from "../world/world.ts";
import { roomById } from "./lookup.ts";
import { type MessageView, viewMessage } from "./message-view.ts";

export interface ChatView {
  chat: Chat;
  members: ChatMember[];
  topics: { id: number; name: string; closed: boolean }[];
  lastMessageId: number;
}

/** What can be looked at. */
export function readControl(world: World, calls: ApiCall[]) {
  return {
    /** Messages of a chat, oldest first; a private chat has its person's id. Deleted ones only when asked for. */
    messages(chatId: number, options: { deleted?: boolean } = {}): MessageView[] {
      const room = roomById(world, chatId);
      return [...room.messages.values()]
        .filter((stored) => options.deleted || stored.deletedAt === undefined)
        .map((stored) => viewMessage(world, room, stored));
    },
    message(chatId: number, messageId: number): MessageView | undefined {
      const room = roomById(world, chatId);
      const stored = room.messages.get(messageId);
      return stored ? viewMessage(world, room, stored) : undefined;
    },
    /** Bytes of a file by file id. */
    fileBytes(fileId: string): Buffer {
      const file = world.files.get(fileId);
      if (!file) throw new Error(`There is no file ${fileId}.`);
      return file.bytes;
    },
    /** A file with what a client needs to show it. */
    file(fileId: string): { bytes: Buffer; name: string; mimeType: string } | undefined {
      const file = world.files.get(fileId);
      const mimeType = file?.mimeType ?? (file?.kind === "photo" ? "image/jpeg" : "application/octet-stream");
      return file && { bytes: file.bytes, name: file.name ?? file.kind, mimeType };
    },
    /** Commands in this person's menu in this chat. */
    commandsFor(userId: number, chatId = userId): BotCommand[] {
      const isAdminHere = isAdmin(membershipOf(roomById(world, chatId), userId));
      const language = world.people.get(userId)?.user.language_code?.slice(0, 2);
      return resolveCommands(world.commands, scopesFor({ userId, chatId, isAdmin: isAdminHere }), language);
    },
    chats(): ChatView[] {
      return [...world.rooms.values()].map((room) => ({
        chat: room.chat,
        members: [...room.members].flatMap(([id, membership]) => {
          const user = userById(world, id);
          return user ? [chatMember(user, membership)] : [];
        }),
        topics: [...room.topics.values()].map(({ id, name, closed }) => ({ id, name, closed })),
        lastMessageId: [...room.messages.keys()].at(-1) ?? 0,
      }));
    },
    users: () => [...world.people.values()],
    /** API calls, oldest first; getUpdates left out unless named. */
    calls: (method?: string): ApiCall[] =>
      calls.filter((call) => (method === undefined ? call.method !== "getUpdates" : call.method === method)),
    /** Everything that happened after an event number. */
    events: (since = 0): SandboxEvent[] => world.journal.since(since),
    pendingUpdates: (): number => world.updates.pending().length,
  };
}
