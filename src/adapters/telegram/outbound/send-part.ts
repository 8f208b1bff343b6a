import type { Address } from "../../../core/platform.ts";
import type { TelegramTransport } from "../transport/transport.ts";
import type { Part } from "./render-view.ts";
import type { Media, SentFiles, SentMessage } from "./sent-files.ts";

export interface Sending {
  transport: Pick<TelegramTransport, "call">;
  files: SentFiles;
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
    const sent = await sending.files.send(part.files, (media) =>
      transport.call("sendMediaGroup", { ...to, media: withCaption(media, caption) as never }),
    );
    return String(sent[0]?.message_id ?? "");
  }
  const common = { ...to, ...caption, ...markup };
  const sent = await sending.files.send([part.file], async (files) =>
    Promise.all(files.map(({ kind, media }) => sendFile(transport, kind, media as never, common))),
  );
  return String(sent[0]?.message_id ?? "");
};

const withCaption = (media: readonly Media[], caption: object) =>
  media.map(({ kind, media }, index) => ({ type: kind, media, ...(index === 0 ? caption : {}) }));

const sendFile = (
  transport: Sending["transport"],
  kind: Media["kind"],
  file: never,
  common: { chat_id: string },
): Promise<SentMessage> => {
  switch (kind) {
    case "photo":
      return transport.call("sendPhoto", { ...common, photo: file });
    case "video":
      return transport.call("sendVideo", { ...common, video: file, supports_streaming: true });
    case "voice":
      return transport.call("sendVoice", { ...common, voice: file });
    case "document":
      return transport.call("sendDocument", { ...common, document: file });
  }
};
