import { badRequest } from "../refusal.ts";
import { botMay, botUser } from "../world/members.ts";
import { storeMessage, withoutReply } from "../world/messages.ts";
import { isGroup } from "../world/rooms.ts";
import { tellBot } from "../world/tell-bot.ts";
import type { Room } from "../world/world.ts";
import type { MethodCall, MethodTable } from "./method.ts";
import { findTarget, writableRoom } from "./target.ts";

export const pinMethods: MethodTable = {
  pinChatMessage: {
    params: ["chat_id", "message_id", "disable_notification"],
    run(call) {
      const room = roomToPinIn(call, "not enough rights to pin a message");
      const { message } = findTarget(room, call.args, "message to pin not found");
      room.pinned = [...room.pinned.filter((id) => id !== message.message_id), message.message_id];
      const bot = botUser(call.world);
      const stored = storeMessage(call.world, room, {
        from: bot,
        content: { pinned_message: withoutReply(message) },
      });
      // Service messages reach the bot even when it caused them.
      tellBot(call.world, room, stored.message);
      return true;
    },
  },
  unpinChatMessage: {
    params: ["chat_id", "message_id"],
    run(call) {
      const room = roomToPinIn(call, "not enough rights to manage pinned messages in the chat");
      const id = call.args.integer("message_id") ?? room.pinned.at(-1);
      if (id === undefined || !room.pinned.includes(id)) throw badRequest("message to unpin not found");
      room.pinned = room.pinned.filter((pinned) => pinned !== id);
      return true;
    },
  },
  unpinAllChatMessages: {
    params: ["chat_id"],
    run(call) {
      roomToPinIn(call, "not enough rights to manage pinned messages in the chat").pinned = [];
      return true;
    },
  },
};

function roomToPinIn({ world, args }: MethodCall, refusal: string): Room {
  const room = writableRoom(world, args);
  if (isGroup(room) && !botMay(world, room, "can_pin_messages")) throw badRequest(refusal);
  return room;
}
