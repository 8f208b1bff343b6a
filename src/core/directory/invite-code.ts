import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O or U, which are read as other letters. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 80 bits: too many to guess, and short enough to type. */
const letters = 16;
const grouping = /.{4}(?=.)/g;

/** Letters of the Russian keyboard that look like the code's, and those that Crockford reads as digits. */
const lookalikes: Record<string, string> = {
  А: "A",
  В: "B",
  Е: "E",
  К: "K",
  М: "M",
  Н: "H",
  О: "0",
  Р: "P",
  С: "C",
  Т: "T",
  Х: "X",
  I: "1",
  L: "1",
  O: "0",
};

/** A new random code, as it is shown: "ABCD-EFGH-JKMN-PQRS". Fits a Telegram deep link as it is. */
export const newInviteCode = (random: (bytes: number) => Buffer = randomBytes): string =>
  [...random(letters)]
    .map((byte) => alphabet[byte % alphabet.length])
    .join("")
    .replace(grouping, "$&-");

/** The letters of a typed code in their one spelling, or undefined when it can't be a code. */
export const normaliseInviteCode = (typed: string): string | undefined => {
  const code = [...typed.toUpperCase().replace(/[\s\-–—_.]/g, "")]
    .map((letter) => lookalikes[letter] ?? letter)
    .join("");
  return code.length === letters && [...code].every((letter) => alphabet.includes(letter)) ? code : undefined;
};
