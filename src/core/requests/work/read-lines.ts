import type { WorkKind } from "../../../database/types.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import { amountOf, type Line } from "./line.ts";

export type LinesMistake = "line-unreadable" | "too-many-lines";

const maxLines = 30;
const maxTitle = 120;
const maxQuantity = 10_000_000;
const maxPrice = 100_000_000_000n;

/**
 * Lines as people type them, one below the other: "Ball valve; 2; 450" or "Ball valve; 2 × 450" or "Call-out; 500".
 * Decimals with a comma or a point, thousands with spaces; a unit after the quantity and a currency after the price
 * are passed over. A price has at most `priceDigits` decimals, the company's currency's. Refused with the first line
 * that can't be read.
 */
export const readLines = (
  typed: string,
  kind: WorkKind,
  priceDigits: number,
): Outcome<Line[], LinesMistake> => {
  const rows = typed
    .split(/\r?\n/)
    .map((row) => row.trim())
    .filter(Boolean);
  if (rows.length > maxLines) return refused("too-many-lines", { max: maxLines, count: rows.length });
  const lines: Line[] = [];
  for (const row of rows) {
    const line = readLine(row, kind, priceDigits);
    if (!line) return refused("line-unreadable", { line: row.slice(0, 100) });
    lines.push(line);
  }
  return done(lines);
};

const readLine = (row: string, kind: WorkKind, priceDigits: number): Line | null => {
  const [title = "", ...figures] = row.split(/\s*[;|\t]\s*/);
  const [count, each] =
    figures.length === 1
      ? timesIn(figures[0] ?? "")
      : figures.length === 2
        ? figures
        : [undefined, undefined];
  if (title === "" || count === undefined || each === undefined || title.length > maxTitle) return null;
  const quantity = decimalIn(count, 3);
  const price = decimalIn(each, priceDigits);
  if (quantity === null || price === null) return null;
  if (quantity < 1n || quantity > maxQuantity || price > maxPrice) return null;
  return { kind, title, quantity: Number(quantity), price, amount: amountOf(Number(quantity), price) };
};

/** "2 × 450", or only a price. */
const timesIn = (text: string): [string, string] => {
  const [count = "", each] = text.split(/\s*[×xх*]\s*/iu);
  return each === undefined ? ["1", count] : [count, each];
};

const number =
  /^(\d{1,3}(?:[\s\u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?\s*(?:[\p{L}\p{Sc}][\p{L}\p{Sc}.²³/]*)?$/u;

/** A decimal in units of 10^-digits; null when it is none or has more decimals than that. */
const decimalIn = (text: string, digits: number): bigint | null => {
  const [, whole, decimals = ""] = number.exec(text.trim()) ?? [];
  if (whole === undefined || decimals.length > digits || whole.length > 15) return null;
  return BigInt(whole.replace(/\D/g, "") + decimals.padEnd(digits, "0"));
};
