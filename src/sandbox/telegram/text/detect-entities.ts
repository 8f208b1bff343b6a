import type { MessageEntity } from "@grammyjs/types";
import { type FormattedText, sortEntities } from "./formatted-text.ts";

type Detected = "bot_command" | "mention" | "hashtag" | "url" | "email";

const patterns: [Detected, RegExp][] = [
  ["url", /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/giu],
  ["email", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ["bot_command", /(?<![\p{L}\p{N}_/@<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/<])/gu],
  ["mention", /(?<![\p{L}\p{N}_@/])@[A-Za-z][A-Za-z0-9_]{2,31}(?![\p{L}\p{N}_])/gu],
  ["hashtag", /(?<![\p{L}\p{N}_#&])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,255}/gu],
];
const opaque = new Set(["code", "pre", "text_link", "text_mention"]);

/** Adds what clients find in plain text: commands, mentions, hashtags, links, addresses. */
export function withDetectedEntities(given: FormattedText): FormattedText {
  const found: MessageEntity[] = [];
  const blocked = given.entities.filter((entity) => opaque.has(entity.type));
  for (const [type, pattern] of patterns) {
    for (const match of given.text.matchAll(pattern)) {
      const range = { offset: match.index, length: match[0].length };
      if (![...blocked, ...found].some((other) => intersects(other, range))) found.push({ type, ...range });
    }
  }
  return { text: given.text, entities: sortEntities([...given.entities, ...found]) };
}

function intersects(a: { offset: number; length: number }, b: { offset: number; length: number }): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
