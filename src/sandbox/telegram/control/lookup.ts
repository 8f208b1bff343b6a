import { isPresent, membershipOf } from "../world/members.ts";
import { findMessage, isGroup, privateRoom } from "../world/rooms.ts";
import type { Membership, Person, Room, StoredMessage, World } from "../world/world.ts";

/** The person with this id; the error tells a test author what is missing. */
export function personById(world: World, id: number): Person {
  const person = world.people.get(id);
  if (!person) throw new Error(`There is no user ${id}: add it with addUser first.`);
  return person;
}

export function roomById(world: World, id: number): Room {
  const person = world.people.get(id);
  const room = world.rooms.get(id) ?? (person ? privateRoom(world, person) : undefined);
  if (!room) throw new Error(`There is no chat ${id}: create it with createGroup first.`);
  return room;
}

export function groupById(world: World, id: number): Room {
  const room = roomById(world, id);
  if (!isGroup(room)) throw new Error(`Chat ${id} is a private chat; a group is needed here.`);
  return room;
}

/** The room a person speaks in (own private chat unless another is given), after checking that they may. */
export function speakingRoom(world: World, from: number, chat: number | undefined): Room {
  const person = personById(world, from);
  if (chat === undefined || chat === from) {
    if (person.blocked) throw new Error(`User ${from} has blocked the bot and can't write: unblock first.`);
    person.started = true;
    return privateRoom(world, person);
  }
  const room = groupById(world, chat);
  if (room.migratedTo !== undefined) throw new Error(`Group ${chat} has moved to ${room.migratedTo}.`);
  if (!isPresent(membershipOf(room, from))) throw new Error(`User ${from} is no member of chat ${chat}.`);
  return room;
}

export function messageById(room: Room, messageId: number): StoredMessage {
  const stored = findMessage(room, messageId);
  if (!stored) throw new Error(`There is no message ${messageId} in chat ${room.chat.id}.`);
  return stored;
}

/** Memberships of the people in a room, the bot left out. */
export function peopleIn(world: World, room: Room): [number, Membership][] {
  return [...room.members].filter(([id]) => id !== world.bot.id);
}
