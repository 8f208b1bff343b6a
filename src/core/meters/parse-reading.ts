import { parseDecimal, quantityDigits } from "../billing/money/decimal.ts";
import { done, type Outcome, refused } from "../outcome.ts";

export type ReadingMistake = "not-a-number" | "too-fine" | "beyond-capacity";

/**
 * A reading as people write it ("124,5", "00 124.500", "124,5 м³") in exact thousandths. Refused when it is no number,
 * finer than a counter shows, or more than this counter can show.
 */
export const parseReading = (text: string, capacity: bigint): Outcome<bigint, ReadingMistake> => {
  const bare = text.trim().replace(/\s*(м3|м³|куб\.?|квт\S*|гкал|m3|m³|kwh|gcal)\.?$/iu, "");
  const value = parseDecimal(bare, quantityDigits);
  if (value === null) return parseDecimal(bare, 12) === null ? refused("not-a-number") : refused("too-fine");
  if (value < 0n) return refused("not-a-number");
  return value < capacity ? done(value) : refused("beyond-capacity");
};

/** Whether a message is a reading and nothing else. */
export const isBareReading = (text: string): boolean => /^\s*\d[\d\s]{0,11}([.,]\d{1,3})?\s*$/.test(text);
