import { isDeepStrictEqual } from "node:util";
import type { InlineKeyboardMarkup, Message } from "@grammyjs/types";
import { readInputMedia } from "../files/input-media.ts";
import { readInlineMarkup } from "../markup/reply-markup.ts";
import { badRequest } from "../refusal.ts";
import { type MessageContent, reviseMessage } from "../world/messages.ts";
import { type Room, type StoredMessage, unixNow, type World } from "../world/world.ts";
import type { MethodCall, MethodTable } from "./method.ts";
import { readCaption, readMessageText } from "./read-text.ts";
import { readLinkPreview } from "./send-text.ts";
import { findTarget, writableRoom } from "./target.ts";

const common = ["chat_id", "message_id", "reply_markup"];
const notModified =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
const textFields = ["text", "entities", "link_preview_options"] as const;
const captionFields = ["caption", "caption_entities", "show_caption_above_media"] as const;
const mediaFields = ["photo", "video", "document", "voice", "has_media_spoiler"] as const;

export const editMethods: MethodTable = {
  editMessageText: {
    params: [...common, "text", "parse_mode", "entities", "link_preview_options"],
    run(call) {
      const target = readTarget(call);
      const text = readMessageText(call.args, "MESSAGE_TOO_LONG");
      if (target.stored.message.text === undefined)
        throw badRequest("there is no text in the message to edit");
      return applyEdit(call.world, target, textFields, { ...text, ...readLinkPreview(call.args) });
    },
  },
  editMessageCaption: {
    params: [...common, "caption", "parse_mode", "caption_entities", "show_caption_above_media"],
    run(call) {
      const target = readTarget(call);
      const caption = readCaption(call.args);
      if (!hasMedia(target.stored.message)) throw badRequest("there is no caption in the message to edit");
      const above = call.args.flag("show_caption_above_media");
      const content = above ? { ...caption, show_caption_above_media: true as const } : caption;
      return applyEdit(call.world, target, captionFields, content);
    },
  },
  editMessageReplyMarkup: {
    params: common,
    run: (call) => applyEdit(call.world, readTarget(call), [], {}),
  },
  editMessageMedia: {
    params: [...common, "media"],
    async run(call) {
      const { world, args } = call;
      const target = readTarget(call);
      const value = args.json("media", "input media");
      const { type, content } = await readInputMedia(world.files, args, value);
      const { message } = target.stored;
      if (!hasMedia(message) && message.text === undefined) throw badRequest("message media can't be edited");
      if (message.media_group_id !== undefined && !(type in message)) {
        throw badRequest("can't change media type in the album");
      }
      const replaced = [...mediaFields, ...captionFields, ...textFields];
      return applyEdit(world, target, replaced, content);
    },
  },
};

interface EditTarget {
  room: Room;
  stored: StoredMessage;
  markup: InlineKeyboardMarkup | undefined;
}

function readTarget({ world, args }: MethodCall): EditTarget {
  const room = writableRoom(world, args);
  const stored = findTarget(room, args, "message to edit not found");
  if (!stored.byBot) throw badRequest("message can't be edited");
  // The platform can't edit a message that brought a keyboard of the other kind.
  if (stored.keyboard) throw badRequest("message can't be edited");
  return { room, stored, markup: readInlineMarkup(args, room.chat.type === "private") };
}

/** Replaces the named fields and the inline keyboard; refused when nothing changes. */
function applyEdit(
  world: World,
  target: EditTarget,
  replaced: readonly (keyof Message)[],
  content: MessageContent,
): Message {
  const { room, stored, markup } = target;
  const before = stored.message;
  const kept = Object.fromEntries(
    Object.entries(before).filter(
      ([field]) => field !== "reply_markup" && !replaced.includes(field as keyof Message),
    ),
  );
  const after = { ...kept, ...content, ...(markup ? { reply_markup: markup } : {}) } as Message;
  if (isDeepStrictEqual(after, before)) throw badRequest(notModified);
  after.edit_date = unixNow(world);
  if (isDeepStrictEqual({ ...after, edit_date: 0 }, { ...before, edit_date: 0 }))
    throw badRequest(notModified);
  reviseMessage(world, room, stored, after);
  return after;
}

function hasMedia(message: Message): boolean {
  return ["photo", "video", "document", "voice"].some((kind) => kind in message);
}
