import type { MeterKind } from "../../database/types.ts";
import { greeting, readingKinds, readingZones, wordsBeside } from "./reading-words.ts";

/** A number of a message, and what its words say of whose it is. */
export interface SaidReading {
  kind: MeterKind | null;
  zone: string | null;
  serial: string | null;
  /** As it was written. */
  text: string;
}

const token =
  /\s+|(?<number>[-−–]?\d[\d.,\u00a0\u202f ]*)|(?<word>[мm][3³]|[тt][12](?!\d)|half-peak|\p{L}+(?:·\p{L}+)?)|[;:=()№#.,/—–-]/uy;

/** The letter that is typed for a zero. */
const zeros = /[oо](?=[oо]*\d)|(?<=\d)[oо](?![\p{L}])/giu;

export const withZeros = (text: string): string => text.replace(zeros, "0");

/**
 * The readings that a message consists of, as "124,5", "124,5 м³", "cold 124.5 hot 88.1" or "88.1 hot"; null where it says
 * anything else, since that is for people to read. `serials` are of the meters that may be meant.
 */
export const readingsIn = (text: string, serials: readonly string[] = []): SaidReading[] | null => {
  const named = [...serials].sort((a, b) => b.length - a.length);
  const parts: Part[] = [];
  const plain = text
    .toLowerCase()
    .replaceAll("ё", "е")
    .replaceAll(/\bno\.\s*/g, "№ ");
  const whole = withZeros(plain.replace(greeting, "")).trim();
  for (let at = 0; at < whole.length; ) {
    const serial = named.find((each) => startsWithSerial(whole, at, each.toLowerCase()));
    if (serial !== undefined) {
      parts.push({ serial });
      at += serial.length;
      continue;
    }
    token.lastIndex = at;
    const found = token.exec(whole);
    if (!found) return null;
    const { number, word } = found.groups ?? {};
    if (number !== undefined) {
      const last = parts.at(-1);
      // A time or a span is no reading.
      if (last && isNumber(last) && /\d[:/—–-]?$/.test(whole.slice(0, at))) return null;
      const numbers = numbersIn(number, last);
      if (!numbers) return null;
      parts.push(...numbers.map((each) => ({ number: each })));
    } else if (word !== undefined) {
      const part = wordPart(word);
      if (!part) return null;
      parts.push(part);
    }
    at += found[0].length;
  }
  return said(parts);
};

type Name = { kind: MeterKind } | { zone: string } | { serial: string };
type Part = { number: string } | Name | "plain";

const isNumber = (part: Part): part is { number: string } => typeof part === "object" && "number" in part;

const startsWithSerial = (text: string, at: number, serial: string): boolean =>
  serial !== "" &&
  text.startsWith(serial, at) &&
  !/[\p{L}\p{N}]/u.test(text[at - 1] ?? " ") &&
  /^([\s:=;№]|$)/.test(text.slice(at + serial.length)) &&
  // A number alone is what a meter shows, not what it is called.
  (/\p{L}/u.test(serial) || /№\s*$/.test(text.slice(0, at)));

const wordPart = (word: string): Part | null => {
  const kind = readingKinds.find(([, pattern]) => pattern.test(word))?.[0];
  if (kind) return { kind };
  const zone = readingZones.find(([, pattern]) => pattern.test(word))?.[0];
  if (zone) return { zone };
  return wordsBeside.test(word) ? "plain" : null;
};

/** "1 245,5" is one number, "124,5 88,1" are two; null: "24.12.2026" is none. */
const numbersIn = (text: string, before: Part | undefined): string[] | null => {
  const numbers: string[] = [];
  for (const piece of text.trim().split(/[\s\u00a0\u202f]+/)) {
    const bare = piece.replace(/[.,]+$/, "");
    if (!/^[-−–]?\d+([.,]\d+)?$/.test(bare)) return null;
    const last = numbers.at(-1);
    const goesOn =
      last !== undefined && /^(\d{1,3}|0+|\d{1,3}( \d{3})+)$/.test(last) && /^\d{3}([.,]\d+)?$/.test(bare);
    if (goesOn) numbers[numbers.length - 1] = `${last} ${bare}`;
    // Behind a name it is a dash.
    else numbers.push(before !== undefined && numbers.length === 0 ? bare.replace(/^[-−–]/, "") : bare);
  }
  return numbers;
};

/** Names stand before their numbers, or each behind its own. */
const said = (parts: readonly Part[]): SaidReading[] | null => {
  const telling = parts.filter((part) => part !== "plain");
  const [first, last] = [telling[0], telling.at(-1)];
  if (!first || !last) return null;
  const isBehind = isNumber(first) && !isNumber(last);
  const found: SaidReading[] = [];
  const none = { kind: null, zone: null, serial: null };
  let name: Omit<SaidReading, "text"> = none;
  let kind: MeterKind | null = null;
  for (const part of isBehind ? telling.toReversed() : telling) {
    if (isNumber(part)) {
      // "Electricity: day 1200 night 600"
      found.push({ ...name, kind: name.kind ?? (name.zone ? kind : null), text: part.number });
      kind = name.kind ?? kind;
      name = none;
    } else name = { ...name, ...part };
  }
  const numbers = isBehind ? found.toReversed() : found;
  return numbers.length > 0 && name === none ? numbers : null;
};
