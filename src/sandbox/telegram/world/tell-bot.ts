import type { Message, Update } from "@grammyjs/types";
import { isAdmin, isPresent, membershipOf } from "./members.ts";
import { isGroup } from "./rooms.ts";
import type { Room, World } from "./world.ts";

const frame = new Set([
  ...["message_id", "message_thread_id", "from", "chat", "date", "edit_date", "is_topic_message"],
  ...["reply_to_message", "reply_markup", "forward_origin", "media_group_id", "has_protected_content"],
]);
const ordinary = new Set([
  ...["text", "entities", "link_preview_options", "photo", "video", "voice", "document", "caption"],
  ...["caption_entities", "has_media_spoiler", "show_caption_above_media", "contact", "location", "poll"],
]);

/** Queues a message for the bot, if the bot may see it. */
export function tellBot(
  world: World,
  room: Room,
  message: Message,
  kind: "message" | "edited_message" = "message",
): void {
  if (botSees(world, room, message)) world.updates.push({ [kind]: message } as Partial<Update>);
}

/** What happened rather than what somebody said: its only content is a field of its own. */
export function isService(message: Message): boolean {
  return Object.keys(message).some((field) => !frame.has(field) && !ordinary.has(field));
}

/** Privacy mode: in groups, a bot that is no admin sees commands to it, replies to it and service messages. */
function botSees(world: World, room: Room, message: Message): boolean {
  if (!isGroup(room)) return world.people.get(room.chat.id)?.blocked !== true;
  const membership = membershipOf(room, world.bot.id);
  if (!isPresent(membership)) return false;
  if (isAdmin(membership) || world.bot.can_read_all_group_messages || isService(message)) return true;
  const replied = message.reply_to_message;
  if (replied?.from?.id === world.bot.id && !("forum_topic_created" in replied)) return true;
  return hasCommandFor(world.bot.username, message);
}

function hasCommandFor(username: string, message: Message): boolean {
  const text = message.text ?? message.caption ?? "";
  return (message.entities ?? message.caption_entities ?? []).some((entity) => {
    if (entity.type !== "bot_command") return false;
    const [, to] = text.slice(entity.offset, entity.offset + entity.length).split("@");
    return to === undefined || to.toLowerCase() === username.toLowerCase();
  });
}
