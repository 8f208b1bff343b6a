import type { Chat, ChatAdministratorRights, User } from "@grammyjs/types";
import { isPresent, membershipOf, userById } from "../world/members.ts";
import { changeMembership } from "../world/membership-changes.ts";
import { type MessageContent, storeMessage } from "../world/messages.ts";
import { newRoom } from "../world/rooms.ts";
import { tellBot } from "../world/tell-bot.ts";
import type { MemberStatus, Membership, Room, World } from "../world/world.ts";
import { groupById, peopleIn, personById } from "./lookup.ts";

export interface NewGroup {
  title: string;
  /** People in it; the first is the owner. At least one. */
  members: number[];
  type?: "group" | "supergroup";
  /** A supergroup with topics. */
  forum?: boolean;
  username?: string;
  /** `member` unless given. */
  bot?: "member" | "administrator" | "absent";
  /** Rights taken from an administrator bot, as `{ can_pin_messages: false }`. */
  botRights?: Partial<ChatAdministratorRights>;
}

/** Groups and who is in them. */
export function groupControl(world: World) {
  const announce = (room: Room, by: User, content: MessageContent) => {
    tellBot(world, room, storeMessage(world, room, { from: by, content }).message);
  };
  const changeBot = (room: Room, by: User, to: Membership) =>
    changeMembership(world, room, { userId: world.bot.id, by, to });

  return {
    /** Creates a group; the bot hears of it by my_chat_member and a service message. */
    createGroup(given: NewGroup): { id: number } {
      const ownerId = given.members[0];
      if (ownerId === undefined) throw new Error("createGroup: members must name at least the owner.");
      const owner = personById(world, ownerId).user;
      const room = newRoom(newChat(world, given));
      world.rooms.set(room.chat.id, room);
      for (const id of given.members) {
        personById(world, id);
        room.members.set(id, { status: id === ownerId ? "creator" : "member" });
      }
      const bot = userById(world, world.bot.id);
      if (given.bot !== "absent" && bot) {
        changeBot(room, owner, botMembership(given.bot ?? "member", given.botRights));
        announce(
          room,
          owner,
          room.chat.type === "group" ? { group_chat_created: true } : { new_chat_members: [bot] },
        );
      }
      return { id: room.chat.id };
    },
    addBot(given: { chat: number; by: number; as?: "member" | "administrator" }): void {
      const room = groupById(world, given.chat);
      const by = personById(world, given.by).user;
      const bot = userById(world, world.bot.id);
      changeBot(room, by, botMembership(given.as ?? "member", undefined));
      if (bot) announce(room, by, { new_chat_members: [bot] });
    },
    /** Somebody removes the bot; calls are answered with 403 from then on. */
    removeBot(given: { chat: number; by: number }): void {
      const room = groupById(world, given.chat);
      const by = personById(world, given.by).user;
      const bot = userById(world, world.bot.id);
      if (bot) announce(room, by, { left_chat_member: bot });
      changeBot(room, by, { status: "kicked" });
    },
    /** Makes the bot an administrator (with fewer rights if wanted) or a plain member. */
    setBotStatus(given: {
      chat: number;
      by: number;
      as: "member" | "administrator";
      rights?: Partial<ChatAdministratorRights>;
    }): void {
      const by = personById(world, given.by).user;
      changeBot(groupById(world, given.chat), by, botMembership(given.as, given.rights));
    },
    joinGroup(given: { chat: number; user: number; by?: number }): void {
      const room = groupById(world, given.chat);
      const { user } = personById(world, given.user);
      const by = given.by === undefined ? user : personById(world, given.by).user;
      changeMembership(world, room, { userId: user.id, by, to: { status: "member" } });
      announce(room, by, { new_chat_members: [user] });
    },
    leaveGroup(given: { chat: number; user: number; by?: number }): void {
      const room = groupById(world, given.chat);
      const { user } = personById(world, given.user);
      const by = given.by === undefined ? user : personById(world, given.by).user;
      const status: MemberStatus = by.id === user.id ? "left" : "kicked";
      changeMembership(world, room, { userId: user.id, by, to: { status } });
      announce(room, by, { left_chat_member: user });
    },
    /** Turns a basic group into a supergroup: two service messages, and the old id is answered with the new one. */
    migrate(given: { chat: number; by: number }): { id: number } {
      const old = groupById(world, given.chat);
      if (old.chat.type !== "group") throw new Error(`Chat ${given.chat} is no basic group.`);
      const by = personById(world, given.by).user;
      const room = newRoom(newChat(world, { title: old.chat.title, members: [], type: "supergroup" }));
      world.rooms.set(room.chat.id, room);
      room.members = new Map(old.members);
      announce(old, by, { migrate_to_chat_id: room.chat.id });
      old.migratedTo = room.chat.id;
      announce(room, by, { migrate_from_chat_id: old.chat.id });
      return { id: room.chat.id };
    },
    membersOf: (chat: number): number[] => {
      const room = groupById(world, chat);
      return peopleIn(world, room)
        .filter(([id]) => isPresent(membershipOf(room, id)))
        .map(([id]) => id);
    },
  };
}

function newChat(world: World, given: NewGroup): Chat {
  const number = world.nextId();
  if (given.type === "supergroup" || given.forum || given.username !== undefined) {
    return {
      id: -1_001_000_000_000 - number,
      type: "supergroup",
      title: given.title,
      ...(given.username === undefined ? {} : { username: given.username }),
      ...(given.forum ? { is_forum: true as const } : {}),
    };
  }
  return { id: -4_000_000 - number, type: "group", title: given.title };
}

function botMembership(
  as: "member" | "administrator",
  rights: Partial<ChatAdministratorRights> | undefined,
): Membership {
  return as === "administrator" && rights ? { status: as, rights } : { status: as };
}
