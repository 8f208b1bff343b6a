import type { Message, MessageOrigin, User } from "@grammyjs/types";
import { badRequest } from "../refusal.ts";
import { userById } from "../world/members.ts";
import type { MessageContent } from "../world/messages.ts";
import { findMessage } from "../world/rooms.ts";
import type { Room, StoredMessage, World } from "../world/world.ts";
import { readMessageIds } from "./message-ids.ts";
import type { MethodCall, MethodTable } from "./method.ts";
import { readOutgoing, SEND_PARAMS, sendAsBot } from "./outgoing.ts";
import { readCaption } from "./read-text.ts";
import { findRoom, findTarget } from "./target.ts";

const contentFields = [
  ...["text", "entities", "link_preview_options", "photo", "video", "voice", "document", "caption"],
  ...["caption_entities", "has_media_spoiler", "show_caption_above_media", "contact", "location"],
] as const;
const bulk = [
  "chat_id",
  "message_thread_id",
  "from_chat_id",
  "message_ids",
  "disable_notification",
  "protect_content",
];

export const copyMethods: MethodTable = {
  copyMessage: {
    params: [
      ...[...SEND_PARAMS, "from_chat_id", "message_id", "caption", "parse_mode", "caption_entities"],
      ...["show_caption_above_media", "video_start_timestamp"],
    ],
    run(call) {
      const out = readOutgoing(call);
      const stored = findTarget(readSource(call, "copy"), call.args, "message to copy not found");
      const content = contentOf(stored, "copy");
      if (call.args.has("caption") && content.text === undefined) {
        delete content.caption;
        delete content.caption_entities;
        Object.assign(content, readCaption(call.args));
      }
      return { message_id: sendAsBot(call.world, out, content).message_id };
    },
  },
  copyMessages: {
    params: [...bulk, "remove_caption"],
    run(call) {
      const out = readOutgoing(call);
      return readAll(call, "copy").map((stored) => {
        const content = contentOf(stored, "copy");
        if (call.args.flag("remove_caption")) {
          delete content.caption;
          delete content.caption_entities;
        }
        return { message_id: sendAsBot(call.world, out, content).message_id };
      });
    },
  },
  forwardMessage: {
    params: [
      ...["chat_id", "message_thread_id", "from_chat_id", "message_id", "disable_notification"],
      ...["protect_content", "message_effect_id", "video_start_timestamp"],
    ],
    run(call) {
      const out = readOutgoing(call);
      const stored = findTarget(readSource(call, "forward"), call.args, "message to forward not found");
      return sendAsBot(call.world, out, forwarded(call.world, stored));
    },
  },
  forwardMessages: {
    params: bulk,
    run(call) {
      const out = readOutgoing(call);
      return readAll(call, "forward").map((stored) => ({
        message_id: sendAsBot(call.world, out, forwarded(call.world, stored)).message_id,
      }));
    },
  },
};

function readSource({ world, args }: MethodCall, verb: "copy" | "forward"): Room {
  try {
    return findRoom(world, args, "from_chat_id");
  } catch {
    throw badRequest(`chat to ${verb} message${verb === "copy" ? "" : "s"} from not found`);
  }
}

function readAll(call: MethodCall, verb: "copy" | "forward"): StoredMessage[] {
  const source = readSource(call, verb);
  const found = readMessageIds(call.args).flatMap((id) => findMessage(source, id) ?? []);
  if (found.length === 0) throw badRequest(`there are no messages to ${verb}`);
  return found;
}

function contentOf(stored: StoredMessage, verb: "copy" | "forward"): MessageContent {
  const { message } = stored;
  if (message.has_protected_content) {
    throw badRequest(
      verb === "copy" ? "message can't be copied" : "message has protected content and can't be forwarded",
    );
  }
  const content: MessageContent = {};
  for (const field of contentFields) {
    if (message[field] !== undefined) Object.assign(content, { [field]: message[field] });
  }
  if (Object.keys(content).length === 0) {
    throw badRequest(verb === "copy" ? "message can't be copied" : "message can't be forwarded");
  }
  return content;
}

function forwarded(world: World, stored: StoredMessage): MessageContent {
  return { ...contentOf(stored, "forward"), forward_origin: originOf(world, stored.message) };
}

/** Where a forwarded message says it comes from. */
function originOf(world: World, message: Message): MessageOrigin {
  if (message.forward_origin) return message.forward_origin;
  const sender = (message.from ? userById(world, message.from.id) : undefined) as User;
  return { type: "user", date: message.date, sender_user: sender };
}
