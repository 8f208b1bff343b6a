import type { LinkPreviewOptions } from "@grammyjs/types";
import type { Args } from "../http/args.ts";
import { isObject, onlyKnown } from "../markup/json-fields.ts";
import { badRequest } from "../refusal.ts";
import type { MethodTable } from "./method.ts";
import { readOutgoing, SEND_PARAMS, sendAsBot } from "./outgoing.ts";
import { readMessageText } from "./read-text.ts";
import { writableRoom } from "./target.ts";

const actions = new Set([
  ...["typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"],
  ...["upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"],
]);

export const sendTextMethods: MethodTable = {
  sendMessage: {
    params: [...SEND_PARAMS, "text", "parse_mode", "entities", "link_preview_options"],
    run(call) {
      const out = readOutgoing(call);
      const text = readMessageText(call.args, "message is too long");
      return sendAsBot(call.world, out, { ...text, ...readLinkPreview(call.args) });
    },
  },
  sendChatAction: {
    params: ["chat_id", "message_thread_id", "action"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      const action = args.text("action");
      if (!actions.has(action)) throw badRequest("wrong parameter action in request");
      world.journal.emit({ type: "chat-action", chatId: room.chat.id, action });
      return true;
    },
  },
};

/** Options of the link preview, kept in the message only when they change something. */
export function readLinkPreview(args: Args): { link_preview_options?: LinkPreviewOptions } {
  const value = args.json("link_preview_options", "link preview options");
  if (value === undefined) return {};
  if (!isObject(value)) throw badRequest("object expected as link preview options");
  const known = ["is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"];
  onlyKnown(value, known, "LinkPreviewOptions");
  const set = Object.entries(value).filter(([, option]) => option !== false);
  return set.length > 0 ? { link_preview_options: Object.fromEntries(set) } : {};
}
