/** Single spaces, no spaces around. */
export const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();

/** What makes two spellings of a name or an address the same: case, ё, quotes and punctuation don't count. */
export const sameAs = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}/-]+/gu, " ")
    .trim();
