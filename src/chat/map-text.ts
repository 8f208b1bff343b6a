import type { MessageEvent } from "./event.ts";

type Place = NonNullable<MessageEvent["location"]>;

/** A place as people and maps read it: coordinates, and a link that every messenger makes clickable. */
export const mapText = ({ latitude, longitude }: Place): string => {
  const [north, east] = [latitude.toFixed(5), longitude.toFixed(5)];
  return `${north}, ${east} https://www.openstreetmap.org/?mlat=${north}&mlon=${east}`;
};

/** What a message says in words; of a place without words, where it is. */
export const wordsIn = ({ text, location }: Pick<MessageEvent, "text" | "location">): string => {
  if (!location) return text;
  return [text.trim(), mapText(location)].filter(Boolean).join("\n");
};
