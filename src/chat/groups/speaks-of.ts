import { searchWords } from "../../core/requests/search-words.ts";

/** Who writes more than this has more to say than that something is off. */
const mostWords = 15;

/**
 * Whether a message says no more than what a category is called: some part of it between stops has all the words of the
 * title, as whole stems, in any order ("Нет воды": "воды опять нет", but not "водитель не звонит"). In doubt it does not:
 * a request too many is closed by a tap, one that was swallowed is never heard of.
 */
export const speaksOf = (text: string, title: string): boolean => {
  const meant = searchWords(title);
  if (meant.length === 0 || (text.match(/\p{L}+/gu) ?? []).length > mostWords) return false;
  return text.split(/[.,;:!?()\n]+/u).some((part) => {
    const said = new Set(searchWords(part));
    return meant.every((stem) => said.has(stem));
  });
};
