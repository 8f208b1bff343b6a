import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import { botMay, botUser } from "../world/members.ts";
import { type MessageContent, storeMessage } from "../world/messages.ts";
import { openTopic, TOPIC_COLORS } from "../world/topics.ts";
import type { Room, Topic } from "../world/world.ts";
import type { MethodCall, MethodTable } from "./method.ts";
import { writableRoom } from "./target.ts";

const common = ["chat_id", "message_thread_id"];

export const topicMethods: MethodTable = {
  createForumTopic: {
    params: ["chat_id", "name", "icon_color", "icon_custom_emoji_id"],
    run(call) {
      const room = forumRoom(call);
      const name = readName(call);
      const color = call.args.integer("icon_color");
      if (color !== undefined && !TOPIC_COLORS.includes(color))
        throw badRequest("wrong icon_color specified");
      const by = botUser(call.world);
      const { topic } = openTopic(call.world, room, {
        name,
        by,
        ...(color === undefined ? {} : { iconColor: color }),
      });
      return { message_thread_id: topic.id, name, icon_color: topic.iconColor };
    },
  },
  editForumTopic: {
    params: [...common, "name", "icon_custom_emoji_id"],
    run(call) {
      const room = forumRoom(call);
      const topic = findTopic(room, call);
      const name = call.args.has("name") ? readName(call) : topic.name;
      if (name === topic.name) throw badRequest("TOPIC_NOT_MODIFIED");
      topic.name = name;
      return announce(call, room, topic, { forum_topic_edited: { name } });
    },
  },
  closeForumTopic: {
    params: common,
    run(call) {
      const room = forumRoom(call);
      const topic = findTopic(room, call);
      if (topic.closed) throw badRequest("TOPIC_NOT_MODIFIED");
      topic.closed = true;
      return announce(call, room, topic, { forum_topic_closed: {} });
    },
  },
  reopenForumTopic: {
    params: common,
    run(call) {
      const room = forumRoom(call);
      const topic = findTopic(room, call);
      if (!topic.closed) throw badRequest("TOPIC_NOT_MODIFIED");
      topic.closed = false;
      return announce(call, room, topic, { forum_topic_reopened: {} });
    },
  },
};

function forumRoom({ world, args }: MethodCall): Room {
  const room = writableRoom(world, args);
  if (room.chat.type !== "supergroup" || !room.chat.is_forum) throw badRequest("the chat is not a forum");
  if (!botMay(world, room, "can_manage_topics")) throw badRequest("not enough rights to create a topic");
  return room;
}

function findTopic(room: Room, { args }: MethodCall): Topic {
  const topic = room.topics.get(args.integer("message_thread_id") ?? 0);
  if (!topic) throw badRequest("message thread not found");
  return topic;
}

function readName({ args }: MethodCall): string {
  const name = args.text("name").trim();
  if (name === "" || name.length > LIMITS.topicName) throw badRequest("TOPIC_TITLE_EMPTY");
  return name;
}

function announce({ world }: MethodCall, room: Room, topic: Topic, content: MessageContent): true {
  storeMessage(world, room, { from: botUser(world), threadId: topic.id, content });
  return true;
}
