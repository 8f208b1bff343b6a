import type { ViewFile } from "../../../chat/view.ts";
import type { OpenAttachment } from "../../../core/files/attachment-source.ts";
import type { Address } from "../../../core/platform.ts";
import type { TelegramTransport } from "../transport/transport.ts";
import { Upload } from "../transport/upload.ts";
import { telegramCapabilities as can } from "./capabilities.ts";
import type { Part } from "./render-view.ts";

export interface Sending {
  transport: Pick<TelegramTransport, "call">;
  openAttachment: OpenAttachment;
}

/** Sends one message; gives its id, for an album that of its first picture. */
export const sendPart = async (part: Part, address: Address, sending: Sending): Promise<string> => {
  const { transport } = sending;
  const to = {
    chat_id: address.chatId,
    ...(address.threadId === undefined ? {} : { message_thread_id: Number(address.threadId) }),
  };
  const markup = part.kind !== "album" && part.markup ? { reply_markup: part.markup } : {};
  if (part.kind === "text") {
    const sent = await transport.call("sendMessage", {
      ...to,
      text: part.html,
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      ...markup,
    });
    return String(sent.message_id);
  }
  const caption = part.caption === undefined ? {} : { caption: part.caption, parse_mode: "HTML" as const };
  if (part.kind === "album") {
    const media = await Promise.all(part.files.map((file) => albumItem(file, sending.openAttachment)));
    const captioned = media.map((item, index) => (index === 0 ? { ...item, ...caption } : item));
    const sent = await transport.call("sendMediaGroup", { ...to, media: captioned as never });
    return String(sent[0]?.message_id ?? "");
  }
  const { kind, upload } = await openFile(part.file, sending.openAttachment);
  const common = { ...to, ...caption, ...markup };
  switch (kind) {
    case "photo":
      return idOf(transport.call("sendPhoto", { ...common, photo: upload }));
    case "video":
      return idOf(transport.call("sendVideo", { ...common, video: upload, supports_streaming: true }));
    case "voice":
      return idOf(transport.call("sendVoice", { ...common, voice: upload }));
    case "document":
      return idOf(transport.call("sendDocument", { ...common, document: upload }));
  }
};

const idOf = async (sent: Promise<{ message_id: number }>): Promise<string> =>
  String((await sent).message_id);

const albumItem = async (file: ViewFile, open: OpenAttachment) => {
  const { bytes, name } = await open(file.attachmentId);
  return { type: file.kind, media: new Upload(bytes, name) };
};

/** A picture too large for sendPhoto is sent as a file. */
const openFile = async (file: ViewFile, open: OpenAttachment) => {
  const { bytes, name } = await open(file.attachmentId);
  const kind = file.kind === "photo" && bytes.length > can.photoBytes ? ("document" as const) : file.kind;
  return { kind, upload: new Upload(bytes, name) };
};
