import type { Args } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { isObject, type JsonObject, onlyKnown } from "../markup/json-fields.ts";
import { badRequest } from "../refusal.ts";
import { parseBotText } from "../text/bot-text.ts";
import type { MessageContent } from "../world/messages.ts";
import type { FileStore } from "./file-store.ts";
import { fileFrom, photoFrom } from "./input-file.ts";
import { mediaContent } from "./media-content.ts";

const common = ["type", "media", "caption", "parse_mode", "caption_entities"];
const fieldsByType: Record<string, string[]> = {
  photo: [...common, "show_caption_above_media", "has_spoiler"],
  video: [
    ...[...common, "show_caption_above_media", "has_spoiler", "thumbnail", "cover", "start_timestamp"],
    ...["width", "height", "duration", "supports_streaming"],
  ],
  document: [...common, "thumbnail", "disable_content_type_detection"],
};

export interface ReadMedia {
  type: string;
  content: MessageContent;
}

/** One InputMedia (of an album or of an edit) → content of a message. */
export async function readInputMedia(files: FileStore, args: Args, value: unknown): Promise<ReadMedia> {
  if (!isObject(value)) throw badRequest("can't parse input media JSON object");
  const type = String(value.type ?? "");
  const known = fieldsByType[type];
  if (!known) throw badRequest(type === "" ? "type is not specified" : "invalid type specified");
  onlyKnown(value, known, `InputMedia of type ${type}`);
  const reference = value.media;
  if (typeof reference !== "string" || reference === "") throw badRequest("media not found");
  const caption = readOwnCaption(value);
  const media = await readFile(files, args, type, reference, value);
  const spoiler = value.has_spoiler === true ? { has_media_spoiler: true as const } : {};
  return { type, content: { ...media, ...caption, ...spoiler } };
}

async function readFile(
  files: FileStore,
  args: Args,
  type: string,
  reference: string,
  value: JsonObject,
): Promise<MessageContent> {
  if (type === "photo") return mediaContent.photo(await photoFrom(files, args, reference));
  if (type === "document") return mediaContent.document(await fileFrom(files, args, reference, "document"));
  const about: Record<string, number> = {};
  for (const name of ["width", "height", "duration"]) {
    if (typeof value[name] === "number") about[name] = value[name];
  }
  return mediaContent.video(await fileFrom(files, args, reference, "video", about));
}

function readOwnCaption(value: JsonObject): MessageContent {
  if (typeof value.caption !== "string") return {};
  const mode = value.parse_mode;
  const { text, entities } = parseBotText({
    text: value.caption,
    parseMode: typeof mode === "string" ? mode : undefined,
    entities: value.caption_entities,
  });
  if (text.length > LIMITS.caption) throw badRequest("message caption is too long");
  if (text === "") return {};
  return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}
