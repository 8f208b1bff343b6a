import type { ViewFile } from "../../../chat/view.ts";
import type { OpenAttachment } from "../../../core/files/attachment-source.ts";
import { ApiError } from "../transport/api-error.ts";
import { Upload } from "../transport/upload.ts";
import { telegramCapabilities as can } from "./capabilities.ts";

/** How a call names a file: by the bytes, or by the id under which Telegram has it already. */
export interface Media {
  kind: ViewFile["kind"];
  media: Upload | string;
}

/** What a message with a file says of it. */
export interface SentMessage {
  message_id: number;
  photo?: { file_id: string }[];
  video?: { file_id: string };
  voice?: { file_id: string };
  document?: { file_id: string };
}

export interface SentFiles {
  /** Calls with the files' ids where they are known, else with their bytes; gives what the call gives. */
  send(
    files: readonly ViewFile[],
    call: (media: Media[]) => Promise<readonly SentMessage[]>,
  ): Promise<readonly SentMessage[]>;
}

type Known = Media & { media: string };

const mostKnown = 1000;

/**
 * Remembers the ids of what was uploaded, so that of an announcement's picture a hundred thousand get what the first
 * one's message brought: whoever comes while that is on its way waits for it. An id holds for this bot alone and so
 * does this memory; after a restart the first upload is made again. Stored files stay as they are.
 */
export const createSentFiles = (open: OpenAttachment): SentFiles => {
  const known = new Map<string, Known>();
  const onTheWay = new Map<string, Promise<unknown>>();

  const remember = (files: readonly ViewFile[], media: readonly Media[], sent: readonly SentMessage[]) => {
    for (const [index, { attachmentId }] of files.entries()) {
      const id = fileIdOf(sent[index]);
      const kind = media[index]?.kind;
      if (id === undefined || kind === undefined) continue;
      known.delete(attachmentId);
      known.set(attachmentId, { kind, media: id });
    }
    for (const oldest of known.keys()) {
      if (known.size <= mostKnown) break;
      known.delete(oldest);
    }
  };

  const upload: SentFiles["send"] = async (files, call) => {
    const media = await Promise.all(files.map((file) => openFile(file, open)));
    const sent = await call(media);
    remember(files, media, sent);
    return sent;
  };

  return {
    send: async (files, call) => {
      for (;;) {
        const ids = files.map(({ attachmentId }) => known.get(attachmentId));
        if (ids.every((id) => id !== undefined)) {
          try {
            return await call(ids);
          } catch (error) {
            if (!isRefusedId(error)) throw error;
            for (const { attachmentId } of files) known.delete(attachmentId);
          }
        }
        const others = files.map(({ attachmentId }) => onTheWay.get(attachmentId)).find(Boolean);
        if (others === undefined) break;
        await others;
      }
      const uploading = upload(files, call);
      const ended = uploading.then(
        () => undefined,
        () => undefined,
      );
      for (const { attachmentId } of files) onTheWay.set(attachmentId, ended);
      try {
        return await uploading;
      } finally {
        for (const { attachmentId } of files) onTheWay.delete(attachmentId);
      }
    },
  };
};

/** A picture too large for sendPhoto is sent as a file. */
const openFile = async (file: ViewFile, open: OpenAttachment): Promise<Media> => {
  const { bytes, name } = await open(file.attachmentId);
  const kind = file.kind === "photo" && bytes.length > can.photoBytes ? ("document" as const) : file.kind;
  return { kind, media: new Upload(bytes, name) };
};

const fileIdOf = (sent: SentMessage | undefined): string | undefined =>
  (sent?.photo?.at(-1) ?? sent?.video ?? sent?.voice ?? sent?.document)?.file_id;

const isRefusedId = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.errorCode === 400 &&
  /wrong (remote )?file[ _]id|file reference|FILE_REFERENCE|FILE_ID_INVALID|can't use file of type/i.test(
    error.description,
  );
