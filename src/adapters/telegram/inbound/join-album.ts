import type { AlbumEvent } from "./update-to-event.ts";

/** Messages, in the order in which they were sent. */
export const inOrder = (events: readonly AlbumEvent[]): AlbumEvent[] =>
  [...events].sort((a, b) => Number(a.message.messageId) - Number(b.message.messageId));

/** The parts as one message under the id given, in the order in which they were sent. */
export const joinAlbum = (id: string, parts: readonly AlbumEvent[]): AlbumEvent | undefined => {
  const events = inOrder(parts);
  const [first] = events;
  if (!first) return undefined;
  return {
    ...first,
    id,
    text: events
      .map((event) => event.text)
      .filter((text) => text !== "")
      .join("\n"),
    files: events.flatMap((event) => event.files),
  };
};
