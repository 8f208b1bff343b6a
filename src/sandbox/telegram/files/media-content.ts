import type { Document, PhotoSize, Video, Voice } from "@grammyjs/types";
import { compact } from "../compact.ts";
import type { MessageContent } from "../world/messages.ts";
import type { StoredFile } from "./file-store.ts";

const common = (file: StoredFile) => ({
  file_id: file.fileId,
  file_unique_id: file.uniqueId,
  file_size: file.bytes.length,
});

/** The platform's objects for stored files, as they stand in a message. */
export const mediaContent = {
  photo: (sizes: PhotoSize[]): MessageContent => ({ photo: sizes }),
  video: (file: StoredFile): MessageContent => ({
    video: compact<Video>({
      ...common(file),
      width: file.width ?? 640,
      height: file.height ?? 480,
      duration: file.duration ?? 0,
      file_name: file.name,
      mime_type: file.mimeType ?? "video/mp4",
      thumbnail: undefined,
      cover: undefined,
      start_timestamp: undefined,
      qualities: undefined,
    }),
  }),
  voice: (file: StoredFile): MessageContent => ({
    voice: compact<Voice>({
      ...common(file),
      duration: file.duration ?? 0,
      mime_type: file.mimeType ?? "audio/ogg",
    }),
  }),
  document: (file: StoredFile): MessageContent => ({
    document: compact<Document>({
      ...common(file),
      file_name: file.name,
      mime_type: file.mimeType,
      thumbnail: undefined,
    }),
  }),
};
