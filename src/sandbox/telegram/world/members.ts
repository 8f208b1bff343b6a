import type { ChatAdministratorRights, ChatMember, User } from "@grammyjs/types";
import type { Membership, Room, World } from "./world.ts";

const fullRights: ChatAdministratorRights = {
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_pin_messages: true,
  can_manage_topics: true,
  can_send_welcome_messages: true,
};

/** Rights of an administrator; a right that wasn't taken away is there. */
function rightsOf(membership: Membership): ChatAdministratorRights {
  return { ...fullRights, ...membership.rights };
}

/** The membership of somebody in a room; `left` when never seen there. */
export function membershipOf(room: Room, userId: number): Membership {
  return room.members.get(userId) ?? { status: "left" };
}

export function isPresent(membership: Membership): boolean {
  return membership.status !== "left" && membership.status !== "kicked";
}

export function isAdmin(membership: Membership): boolean {
  return membership.status === "administrator" || membership.status === "creator";
}

/** Whether the bot may do something that needs this right. */
export function botMay(world: World, room: Room, right: keyof ChatAdministratorRights): boolean {
  const membership = membershipOf(room, world.bot.id);
  return isAdmin(membership) && rightsOf(membership)[right] === true;
}

/** The platform's ChatMember for a membership. */
export function chatMember(user: User, membership: Membership): ChatMember {
  switch (membership.status) {
    case "creator":
      return { status: "creator", user, is_anonymous: false };
    case "administrator":
      return { status: "administrator", user, can_be_edited: false, ...rightsOf(membership) };
    case "member":
      return { status: "member", user };
    case "kicked":
      return { status: "kicked", user, until_date: 0 };
    default:
      return { status: "left", user };
  }
}

/** The user object of a person or of the bot. */
export function userById(world: World, id: number): User | undefined {
  return id === world.bot.id ? botUser(world) : world.people.get(id)?.user;
}

/** The bot as the sender of its messages, without what only getMe tells. */
export function botUser(world: World): User {
  const { id, first_name, username } = world.bot;
  return { id, is_bot: true, first_name, username };
}
