import type { Contact, InlineKeyboardButton, Location, Message, MessageEntity, Poll } from "@grammyjs/types";
import { compact } from "../compact.ts";
import { isService } from "../world/tell-bot.ts";
import type { Room, StoredMessage, World } from "../world/world.ts";

interface MediaView {
  kind: "photo" | "video" | "voice" | "document";
  /** Of the largest size; for `fileBytes`. */
  fileId: string;
  size: number;
  width?: number;
  height?: number;
  duration?: number;
  name?: string;
  mimeType?: string;
}

/** A message as people see it in the chat. */
export interface MessageView {
  id: number;
  chatId: number;
  fromBot: boolean;
  from: { id: number; name: string };
  date: number;
  editedAt?: number;
  /** Text or caption; empty when there is none. */
  text: string;
  entities: MessageEntity[];
  media?: MediaView;
  albumId?: string;
  buttons: InlineKeyboardButton[][];
  replyTo?: number;
  topic?: number;
  contact?: Contact;
  location?: Location;
  poll?: Poll;
  isService: boolean;
  isPinned: boolean;
  isDeleted: boolean;
  reactions: { userId: number; emoji: string }[];
  /** Earlier versions, oldest first. */
  history: { text: string; buttons: InlineKeyboardButton[][] }[];
  /** The platform's object. */
  raw: Message;
}

/** Builds the view of one stored message. */
export function viewMessage(world: World, room: Room, stored: StoredMessage): MessageView {
  const { message } = stored;
  const sender = message.from?.id === world.bot.id ? world.bot : message.from;
  return compact<MessageView>({
    id: message.message_id,
    chatId: room.chat.id,
    fromBot: stored.byBot,
    from: { id: sender?.id ?? 0, name: [sender?.first_name, sender?.last_name].filter(Boolean).join(" ") },
    date: message.date,
    editedAt: message.edit_date,
    text: message.text ?? message.caption ?? "",
    entities: message.entities ?? message.caption_entities ?? [],
    media: mediaOf(message),
    albumId: message.media_group_id,
    buttons: message.reply_markup?.inline_keyboard ?? [],
    replyTo: message.reply_to_message?.message_id,
    topic: message.message_thread_id,
    contact: message.contact,
    location: message.location,
    poll: message.poll,
    isService: isService(message),
    isPinned: room.pinned.includes(message.message_id),
    isDeleted: stored.deletedAt !== undefined,
    reactions: [...stored.reactions].flatMap(([userId, list]) =>
      list.map((reaction) => ({ userId, emoji: reaction.type === "emoji" ? reaction.emoji : reaction.type })),
    ),
    history: stored.revisions.map((earlier) => ({
      text: earlier.text ?? earlier.caption ?? "",
      buttons: earlier.reply_markup?.inline_keyboard ?? [],
    })),
    raw: message,
  });
}

function mediaOf(message: Message): MediaView | undefined {
  const photo = message.photo?.at(-1);
  if (photo) {
    const { file_id: fileId, width, height, file_size = 0 } = photo;
    return { kind: "photo", fileId, size: file_size, width, height, mimeType: "image/jpeg" };
  }
  for (const kind of ["video", "voice", "document"] as const) {
    const file = message[kind];
    if (!file) continue;
    return compact<MediaView>({
      kind,
      fileId: file.file_id,
      size: file.file_size ?? 0,
      width: "width" in file ? file.width : undefined,
      height: "height" in file ? file.height : undefined,
      duration: "duration" in file ? file.duration : undefined,
      name: "file_name" in file ? file.file_name : undefined,
      mimeType: file.mime_type,
    });
  }
  return undefined;
}
