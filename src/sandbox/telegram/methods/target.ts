import type { Args } from "../http/args.ts";
import { badRequest, forbidden } from "../refusal.ts";
import { isPresent, membershipOf } from "../world/members.ts";
import { findMessage, isGroup, privateRoom } from "../world/rooms.ts";
import type { Room, StoredMessage, World } from "../world/world.ts";

/** The chat that a parameter names, whether or not the bot may write there. */
export function findRoom(world: World, args: Args, name = "chat_id"): Room {
  const given = args.text(name).trim();
  if (given === "") throw badRequest(`${name} is empty`);
  const room = given.startsWith("@") ? byUsername(world, given) : byId(world, Number(given));
  if (!room) throw badRequest("chat not found");
  if (room.migratedTo !== undefined) {
    throw badRequest("group chat was upgraded to a supergroup chat", { migrate_to_chat_id: room.migratedTo });
  }
  return room;
}

/** The chat that a call wants to act in; refused where the bot has no way in. */
export function writableRoom(world: World, args: Args, name = "chat_id"): Room {
  const room = findRoom(world, args, name);
  if (isGroup(room)) {
    const kind = room.chat.type === "group" ? "group" : "supergroup";
    const { status } = membershipOf(room, world.bot.id);
    if (status === "kicked") throw forbidden(`bot was kicked from the ${kind} chat`);
    if (!room.members.has(world.bot.id)) throw badRequest("chat not found");
    if (status === "left") throw forbidden(`bot is not a member of the ${kind} chat`);
    return room;
  }
  const person = world.people.get(room.chat.id);
  if (person?.deactivated) throw forbidden("user is deactivated");
  if (person?.blocked) throw forbidden("bot was blocked by the user");
  if (!person?.started) throw forbidden("bot can't initiate conversation with a user");
  return room;
}

/** The message that a call names in a chat; `missing` is the platform's text when there is none. */
export function findTarget(room: Room, args: Args, missing: string, name = "message_id"): StoredMessage {
  const id = args.integer(name);
  if (id === undefined || id === 0) throw badRequest("message identifier is not specified");
  const stored = findMessage(room, id);
  if (!stored) throw badRequest(missing);
  return stored;
}

function byUsername(world: World, name: string): Room | undefined {
  const wanted = name.slice(1).toLowerCase();
  // A bot can name groups and channels so, never people.
  return [...world.rooms.values()].find(
    (room) => isGroup(room) && room.chat.username?.toLowerCase() === wanted,
  );
}

function byId(world: World, id: number): Room | undefined {
  const room = world.rooms.get(id);
  if (room && isGroup(room)) return room;
  const person = world.people.get(id);
  if (!person) return undefined;
  // Somebody whom the bot never met is unknown to it, whoever he is.
  return person.started || sharesGroup(world, id) ? privateRoom(world, person) : undefined;
}

function sharesGroup(world: World, userId: number): boolean {
  return [...world.rooms.values()].some(
    (room) =>
      isGroup(room) && isPresent(membershipOf(room, userId)) && isPresent(membershipOf(room, world.bot.id)),
  );
}
