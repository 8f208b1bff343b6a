import { parseDecimal, quantityDigits } from "../billing/money/decimal.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { digitsOf } from "./meter.ts";
import { readingsIn, withZeros } from "./readings-in.ts";

export type ReadingMistake = "not-a-number" | "negative" | "several-numbers" | "too-fine" | "beyond-capacity";

/**
 * A reading as people write it ("124,5", "00 124.500", "124,5 м³", "12O,5" with a letter for the zero) in exact
 * thousandths. Refused when it is no number or several, finer than a counter shows, or more than this counter can show.
 */
export const parseReading = (text: string, capacity: bigint): Outcome<bigint, ReadingMistake> => {
  const said = readingsIn(text);
  if (said && said.length > 1) return refused("several-numbers");
  const bare = withZeros(said?.[0]?.text ?? text.trim()).replace(/[.,;]+$/, "");
  const value = parseDecimal(bare, quantityDigits);
  if (value === null) return parseDecimal(bare, 12) === null ? refused("not-a-number") : refused("too-fine");
  if (value < 0n) return refused("negative");
  return value < capacity ? done(value) : refused("beyond-capacity", { count: digitsOf(capacity) });
};
