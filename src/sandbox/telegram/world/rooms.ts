import type { Chat } from "@grammyjs/types";
import { compact } from "../compact.ts";
import type { Person, Room, StoredMessage, World } from "./world.ts";

/** An empty room for a chat. */
export function newRoom(chat: Chat): Room {
  return {
    chat,
    messages: new Map(),
    lastMessageId: 0,
    members: new Map(),
    topics: new Map(),
    pinned: [],
    shownKeyboards: new Map(),
  };
}

/** The private chat of a person, made when it doesn't exist. */
export function privateRoom(world: World, person: Person): Room {
  const { id, first_name, last_name, username } = person.user;
  const known = world.rooms.get(id);
  if (known) return known;
  const chat = compact<Chat.PrivateChat>({
    id,
    type: "private",
    first_name,
    last_name,
    username,
    title: undefined,
    is_forum: undefined,
    is_direct_messages: undefined,
  });
  const room = newRoom(chat);
  room.members.set(id, { status: "member" });
  room.members.set(world.bot.id, { status: "member" });
  world.rooms.set(id, room);
  return room;
}

/** Message ids count per supergroup, and over all other chats together. */
export function nextMessageId(world: World, room: Room): number {
  if (room.chat.type === "supergroup") {
    room.lastMessageId += 1;
    return room.lastMessageId;
  }
  world.lastMessageId += 1;
  return world.lastMessageId;
}

/** A message that exists and wasn't deleted. */
export function findMessage(room: Room, messageId: number): StoredMessage | undefined {
  const stored = room.messages.get(messageId);
  return stored && stored.deletedAt === undefined ? stored : undefined;
}

export function isGroup(room: Room): boolean {
  return room.chat.type === "group" || room.chat.type === "supergroup";
}
