import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchWords } from "../../../src/core/requests/search-words.ts";

describe("Words for the search", () => {
  test.each([
    ["труба", "трубу"],
    ["батарея", "батареи"],
    ["протечка", "протечку"],
    ["течёт", "течет"],
    ["Лифт", "лифта"],
    ["подъезд", "подъезде"],
    ["лампочка", "лампочки"],
    ["кран", "краном"],
    ["leaking", "leaks"],
    ["pipe", "pipes"],
    ["radiator", "Radiators"],
  ])("%s and %s are one", (one, other) => {
    expect(searchWords(one)).toEqual(searchWords(other));
  });

  test.each([
    ["кран", "экран"],
    ["газ", "газета"],
    ["дом", "домофон"],
    ["pipe", "paper"],
  ])("%s and %s are two", (one, other) => {
    expect(searchWords(one)).not.toEqual(searchWords(other));
  });

  test("case, ё, order and repetition make no difference", () => {
    const word = fc.stringMatching(/^[а-яё]{2,12}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 10 }), (words) => {
        const plain = searchWords(words.join(" "));
        expect(searchWords(words.join(" ").toUpperCase())).toEqual(plain);
        expect(searchWords(words.join(", ").replaceAll("ё", "е"))).toEqual(plain);
        expect(new Set(searchWords([...words, ...words].reverse().join("-")))).toEqual(new Set(plain));
        expect(new Set(plain).size).toBe(plain.length);
      }),
    );
  });
});
