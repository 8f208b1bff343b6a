import type { IncomingFile } from "../../../chat/event.ts";
import { number, type Payload, word } from "./payload.ts";

/** A file object of Slack; null for what can't be fetched (deleted, beyond the plan's limit, in another workspace). */
const incomingFile = (file: Payload): IncomingFile | null => {
  const externalId = word(file, "url_private_download") || word(file, "url_private");
  if (!externalId || unreachable.has(word(file, "mode"))) return null;
  const mime = word(file, "mimetype") || null;
  return {
    kind: kindOf(mime),
    externalId,
    name: word(file, "name") || null,
    mime,
    size: number(file, "size"),
  };
};

export const incomingFiles = (files: Payload[]): IncomingFile[] =>
  files.map(incomingFile).filter((file) => file !== null);

const unreachable = new Set(["tombstone", "hidden_by_limit", "external"]);

const kindOf = (mime: string | null): IncomingFile["kind"] => {
  if (mime?.startsWith("image/")) return "photo";
  if (mime?.startsWith("video/")) return "video";
  return mime?.startsWith("audio/") ? "voice" : "document";
};
