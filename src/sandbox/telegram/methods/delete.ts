import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import { botMay } from "../world/members.ts";
import { markDeleted } from "../world/messages.ts";
import { findMessage, isGroup } from "../world/rooms.ts";
import type { Room, StoredMessage, World } from "../world/world.ts";
import { readMessageIds } from "./message-ids.ts";
import type { MethodTable } from "./method.ts";
import { findTarget, writableRoom } from "./target.ts";

export const deleteMethods: MethodTable = {
  deleteMessage: {
    params: ["chat_id", "message_id"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      const stored = findTarget(room, args, "message to delete not found");
      const reason = whyNot(world, room, stored);
      if (reason) throw badRequest(reason);
      markDeleted(world, room, stored);
      return true;
    },
  },
  deleteMessages: {
    params: ["chat_id", "message_ids"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      // What can't be found is skipped (Bot API, deleteMessages).
      const found = readMessageIds(args).flatMap((id) => findMessage(room, id) ?? []);
      for (const stored of found) {
        const reason = whyNot(world, room, stored);
        if (reason) throw badRequest(reason);
      }
      for (const stored of found) markDeleted(world, room, stored);
      return true;
    },
  },
};

function whyNot(world: World, room: Room, stored: StoredMessage): string | undefined {
  if (isGroup(room) && !stored.byBot && !botMay(world, room, "can_delete_messages")) {
    return "message can't be deleted";
  }
  const age = world.clock.now() - stored.message.date * 1000;
  const timeless = isGroup(room) && botMay(world, room, "can_delete_messages");
  if (age > LIMITS.deleteWindowMs && !timeless) return "message can't be deleted for everyone";
  return undefined;
}
