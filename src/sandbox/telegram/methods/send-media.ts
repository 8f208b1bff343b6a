import { fileFrom, fileReference, photoFrom } from "../files/input-file.ts";
import { mediaContent } from "../files/media-content.ts";
import type { Args } from "../http/args.ts";
import type { MessageContent } from "../world/messages.ts";
import type { MethodCall, MethodTable } from "./method.ts";
import { readOutgoing, SEND_PARAMS, sendAsBot } from "./outgoing.ts";
import { readCaption } from "./read-text.ts";

const captioned = [...SEND_PARAMS, "caption", "parse_mode", "caption_entities"];
const framed = [...captioned, "show_caption_above_media", "has_spoiler"];

export const sendMediaMethods: MethodTable = {
  sendPhoto: {
    params: [...framed, "photo"],
    run: (call) =>
      sendMedia(call, async (args) => {
        const sizes = await photoFrom(call.world.files, args, fileReference(args, "photo", "photo"));
        return { ...mediaContent.photo(sizes), ...readFlags(args) };
      }),
  },
  sendVideo: {
    params: [
      ...[...framed, "video", "duration", "width", "height", "thumbnail", "cover", "start_timestamp"],
      "supports_streaming",
    ],
    run: (call) =>
      sendMedia(call, async (args) => {
        const reference = fileReference(args, "video", "video");
        const file = await fileFrom(call.world.files, args, reference, "video", readMeasures(args));
        return { ...mediaContent.video(file), ...readFlags(args) };
      }),
  },
  sendVoice: {
    params: [...captioned, "voice", "duration"],
    run: (call) =>
      sendMedia(call, async (args) => {
        const reference = fileReference(args, "voice", "voice");
        return mediaContent.voice(
          await fileFrom(call.world.files, args, reference, "voice", readMeasures(args)),
        );
      }),
  },
  sendDocument: {
    params: [...captioned, "document", "thumbnail", "disable_content_type_detection"],
    run: (call) =>
      sendMedia(call, async (args) => {
        const reference = fileReference(args, "document", "document");
        return mediaContent.document(await fileFrom(call.world.files, args, reference, "document"));
      }),
  },
};

async function sendMedia(call: MethodCall, read: (args: Args) => Promise<MessageContent>): Promise<unknown> {
  const out = readOutgoing(call);
  const caption = readCaption(call.args);
  const media = await read(call.args);
  return sendAsBot(call.world, out, { ...media, ...caption });
}

function readFlags(args: Args): MessageContent {
  return {
    ...(args.flag("has_spoiler") ? { has_media_spoiler: true as const } : {}),
    ...(args.flag("show_caption_above_media") ? { show_caption_above_media: true as const } : {}),
  };
}

function readMeasures(args: Args): { width?: number; height?: number; duration?: number } {
  const result: { width?: number; height?: number; duration?: number } = {};
  for (const name of ["width", "height", "duration"] as const) {
    const value = args.integer(name);
    if (value !== undefined && value >= 0) result[name] = value;
  }
  return result;
}
