import type { Message } from "@grammyjs/types";
import type { IncomingFile } from "../../../chat/event.ts";

interface FilePart {
  file_id: string;
  file_unique_id: string;
  file_name?: string;
  mime_type?: string;
  file_size?: number;
}

/** The files of a message: Telegram gives at most one, in one field for each kind. */
export const incomingFiles = (message: Message): IncomingFile[] => {
  const ref = { chatId: String(message.chat.id), messageId: String(message.message_id) };
  return filesIn(message).map((file) => ({ ...file, message: ref }));
};

const filesIn = (message: Message): FileOfMessage[] => {
  const photo = message.photo?.at(-1);
  if (photo) return [incoming("photo", { ...photo, mime_type: "image/jpeg" })];
  if (message.video) return [incoming("video", message.video)];
  if (message.video_note) return [incoming("video", { ...message.video_note, mime_type: "video/mp4" })];
  if (message.live_photo) return [incoming("video", { ...message.live_photo, mime_type: "video/mp4" })];
  if (message.voice) return [incoming("voice", message.voice)];
  if (message.audio) return [incoming("document", message.audio)];
  // An animation comes with its document as well; people mean a clip.
  if (message.animation) return [incoming("video", message.animation)];
  if (message.document) return [incoming("document", message.document)];
  return [];
};

type FileOfMessage = Omit<IncomingFile, "message">;

const incoming = (kind: IncomingFile["kind"], file: FilePart): FileOfMessage => ({
  kind,
  externalId: file.file_id,
  uniqueId: file.file_unique_id,
  name: file.file_name ?? null,
  mime: file.mime_type ?? null,
  size: file.file_size ?? null,
});
