import { ApiError } from "../transport/api-error.ts";
import type { TelegramTransport } from "../transport/transport.ts";
import type { RenderedEdit } from "./render-view.ts";

/** Edits a message whose kind isn't known: as text, and if it turns out to be a picture, its caption. */
export const editMessage = async (
  transport: Pick<TelegramTransport, "call">,
  chatId: string,
  messageId: string,
  edit: RenderedEdit,
): Promise<void> => {
  const target = {
    chat_id: chatId,
    message_id: Number(messageId),
    parse_mode: "HTML" as const,
    ...(edit.markup ? { reply_markup: edit.markup } : {}),
  };
  try {
    await transport.call("editMessageText", {
      ...target,
      text: edit.text,
      link_preview_options: { is_disabled: true },
    });
  } catch (error) {
    if (!isWithoutText(error)) throw error;
    await transport.call("editMessageCaption", { ...target, caption: edit.caption });
  }
};

const isWithoutText = (error: unknown): boolean =>
  error instanceof ApiError && error.description.includes("there is no text in the message to edit");
