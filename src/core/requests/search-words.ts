import type { Vault } from "../crypto/vault.ts";

const endings =
  /(иями|ями|ами|иях|ях|ах|ов|ев|ей|ий|ый|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ешь|ишь|ает|яет|ет|ит|ут|ют|ат|ят|ала|яла|ила|ала|ало|ило|али|или|ал|ил|ть|ся|сь|а|я|о|е|и|ы|у|ю|ь|й)$/u;
const englishEndings = /(ings?|edly|ed|ies|es|ly|s|e|y)$/u;
const shortest = 3;
const mostWords = 400;

/** A word's crude stem: enough to find "трубу" by "труба" and "leaking" by "leaks". */
const stem = (word: string): string => {
  if (/^\d+$/.test(word)) return word;
  const cut = /[а-я]/u.test(word) ? cutTwice(word, endings) : cutTwice(word, englishEndings);
  return cut;
};

const cutTwice = (word: string, pattern: RegExp): string => {
  const once = word.replace(/(ся|сь)$/u, "").replace(pattern, "");
  const kept = once.length >= shortest ? once : word;
  // "прорвало" and "прорвана" share a stem only without the last vowel.
  const shorter = kept.replace(/[аеиоуыэюяaeiou]$/u, "");
  return shorter.length >= shortest ? shorter : kept;
};

/** The distinct normalised words of a text: lower case, ё as е, stemmed; at most 400. */
export const searchWords = (text: string): string[] => {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .replaceAll("ё", "е")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const stems = words.filter((word) => word.length > 1 || /\d/.test(word)).map(stem);
  return [...new Set(stems)].slice(0, mostWords);
};

/** Keyed hashes of a text's words: what the blind index stores and is asked for. */
export const wordHashes = (vault: Vault, text: string): string[] =>
  searchWords(text).map((word) => vault.hash("request-word", word));
