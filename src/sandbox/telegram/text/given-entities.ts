import type { MessageEntity } from "@grammyjs/types";
import { badRequest } from "../refusal.ts";

const allowed = new Set([
  ...["bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link"],
  ...["text_mention", "custom_emoji", "blockquote", "expandable_blockquote", "date_time"],
]);

/** Checks entities that a bot passed as JSON against the text they belong to; found ones are ignored. */
export function readGivenEntities(text: string, list: unknown): MessageEntity[] {
  if (!Array.isArray(list)) throw badRequest("can't parse entities: expected an Array of MessageEntity");
  const entities: MessageEntity[] = [];
  for (const item of list) {
    if (!isEntity(item)) throw badRequest("can't parse entities: expected an Object");
    const end = item.offset + item.length;
    if (item.offset < 0) {
      throw badRequest(`can't parse entities: Receive an entity with incorrect offset ${item.offset}`);
    }
    if (item.offset > text.length) {
      throw badRequest(
        `can't parse entities: Entity begins after the end of the text at UTF-16 offset ${item.offset}`,
      );
    }
    if (end > text.length) {
      throw badRequest(
        `can't parse entities: Entity beginning at UTF-16 offset ${item.offset} ends after the end of the text at UTF-16 offset ${end}`,
      );
    }
    if (allowed.has(item.type) && item.length > 0) entities.push(item);
  }
  return entities;
}

function isEntity(item: unknown): item is MessageEntity {
  if (typeof item !== "object" || item === null) return false;
  const { type, offset, length } = item as Record<string, unknown>;
  return typeof type === "string" && Number.isInteger(offset) && Number.isInteger(length);
}
