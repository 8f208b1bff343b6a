import type { User } from "@grammyjs/types";
import { storeMessage } from "./messages.ts";
import type { Room, StoredMessage, Topic, World } from "./world.ts";

export const TOPIC_COLORS = [7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047];

/** Opens a forum topic; its id is the id of the service message that begins it. */
export function openTopic(
  world: World,
  room: Room,
  given: { name: string; iconColor?: number; by: User },
): { topic: Topic; root: StoredMessage } {
  const iconColor = given.iconColor ?? TOPIC_COLORS[room.topics.size % TOPIC_COLORS.length] ?? 7_322_096;
  const id = room.lastMessageId + 1;
  const topic: Topic = { id, name: given.name, iconColor, closed: false };
  room.topics.set(id, topic);
  const root = storeMessage(world, room, {
    from: given.by,
    threadId: id,
    content: { forum_topic_created: { name: given.name, icon_color: iconColor } },
  });
  return { topic, root };
}
