import type { ChatPermissions } from "@grammyjs/types";
import { badRequest } from "../refusal.ts";
import { botUser, chatMember, isAdmin, isPresent, membershipOf, userById } from "../world/members.ts";
import { changeMembership } from "../world/membership-changes.ts";
import { storeMessage } from "../world/messages.ts";
import { findMessage, isGroup } from "../world/rooms.ts";
import type { Room, World } from "../world/world.ts";
import type { MethodTable } from "./method.ts";
import { findRoom, writableRoom } from "./target.ts";

const gifts = {
  unlimited_gifts: true,
  limited_gifts: true,
  unique_gifts: true,
  premium_subscription: true,
  gifts_from_channels: true,
};
const permissions: ChatPermissions = {
  can_send_messages: true,
  can_send_audios: true,
  can_send_documents: true,
  can_send_photos: true,
  can_send_videos: true,
  can_send_video_notes: true,
  can_send_voice_notes: true,
  can_send_polls: true,
  can_send_other_messages: true,
  can_add_web_page_previews: true,
  can_change_info: false,
  can_invite_users: true,
  can_pin_messages: false,
};

export const chatMethods: MethodTable = {
  getChat: {
    params: ["chat_id"],
    run({ world, args }) {
      const room = findRoom(world, args);
      const pinned = findMessage(room, room.pinned.at(-1) ?? 0)?.message;
      return {
        ...room.chat,
        accent_color_id: 0,
        max_reaction_count: 11,
        accepted_gift_types: gifts,
        ...(isGroup(room) ? { permissions } : {}),
        ...(pinned ? { pinned_message: pinned } : {}),
      };
    },
  },
  getChatMember: {
    params: ["chat_id", "user_id"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      const id = args.integer("user_id");
      if (id === undefined) throw badRequest("invalid user_id specified");
      const user = userById(world, id);
      if (!user) throw badRequest("user not found");
      return chatMember(user, membershipOf(room, id));
    },
  },
  getChatAdministrators: {
    params: ["chat_id", "return_bots"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      if (!isGroup(room)) throw badRequest("there are no administrators in the private chat");
      return membersOf(world, room)
        .filter(({ membership, user }) => isAdmin(membership) && (!user.is_bot || args.flag("return_bots")))
        .map(({ membership, user }) => chatMember(user, membership));
    },
  },
  getChatMemberCount: {
    params: ["chat_id"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      return [...room.members.values()].filter(isPresent).length;
    },
  },
  leaveChat: {
    params: ["chat_id"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      if (!isGroup(room)) throw badRequest("can't leave the private chat");
      const bot = botUser(world);
      storeMessage(world, room, { from: bot, content: { left_chat_member: bot } });
      changeMembership(world, room, { userId: bot.id, by: bot, to: { status: "left" } });
      return true;
    },
  },
};

function membersOf(world: World, room: Room) {
  return [...room.members].flatMap(([id, membership]) => {
    const user = userById(world, id);
    return user ? [{ user, membership }] : [];
  });
}
