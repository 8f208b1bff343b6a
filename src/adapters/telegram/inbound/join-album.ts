import type { WaitingAlbum } from "./album-store.ts";
import type { AlbumEvent } from "./update-to-event.ts";

/** The parts as one message, in the order in which they were sent. Late parts become a message of their own. */
export const joinAlbum = (album: string, { parts, begun }: WaitingAlbum): AlbumEvent | undefined => {
  const events = parts
    .map((part) => part.event)
    .sort((a, b) => Number(a.message.messageId) - Number(b.message.messageId));
  const [first] = events;
  if (!first) return undefined;
  return {
    ...first,
    id: begun ? `${album}:${first.message.messageId}` : album,
    text: events
      .map((event) => event.text)
      .filter((text) => text !== "")
      .join("\n"),
    files: events.flatMap((event) => event.files),
  };
};
