import type { MessageEntity } from "@grammyjs/types";

/** Text with its entities; offsets and lengths are in UTF-16 units. */
export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

const blank = /\s/;

/** Cuts white space at both ends, as the platform does, and moves the entities along. */
export function trimFormatted(given: FormattedText): FormattedText {
  let start = 0;
  let end = given.text.length;
  while (end > 0 && blank.test(given.text.charAt(end - 1))) end -= 1;
  while (start < end && blank.test(given.text.charAt(start))) start += 1;
  const entities: MessageEntity[] = [];
  for (const entity of given.entities) {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    if (to > from) entities.push({ ...entity, offset: from - start, length: to - from });
  }
  return { text: given.text.slice(start, end), entities };
}

/** Outer entities before inner ones, none twice. */
export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return sorted.filter((entity, index) => !sorted.slice(0, index).some((outer) => repeats(outer, entity)));
}

function repeats(outer: MessageEntity, inner: MessageEntity): boolean {
  return (
    outer.type === inner.type &&
    outer.type !== "text_link" &&
    inner.offset >= outer.offset &&
    inner.offset + inner.length <= outer.offset + outer.length
  );
}
