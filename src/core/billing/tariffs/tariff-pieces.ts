import type { TariffModel } from "../../../database/types.ts";
import { addDays, type Day, firstDay, lastDay, type Month } from "../calendar.ts";

/** A price as the month needs it. */
export type Price = Pick<
  TariffModel,
  "id" | "serviceId" | "method" | "price" | "zone" | "norm" | "basis" | "negative" | "from" | "to"
> & {
  /** A building's own comes before the company's. */
  own: boolean;
  /** Null: every kind. */
  unitKinds: readonly string[] | null;
};

/** Days of a month with the same prices. */
export interface TariffPiece {
  from: Day;
  to: Day;
  prices: readonly Price[];
}

/** The month of a service, cut where its prices change. Common use of the house is a matter of its own. */
export const tariffPieces = (prices: readonly Price[], month: Month): TariffPiece[] => {
  const [first, last] = [firstDay(month), lastDay(month)];
  const starts = new Set([first]);
  for (const { from, to } of prices) {
    if (from > first && from <= last) starts.add(from);
    if (to !== null && to >= first && to < last) starts.add(addDays(to, 1));
  }
  const days = [...starts].sort();
  const pieces: TariffPiece[] = [];
  for (const [at, from] of days.entries()) {
    const next = days[at + 1];
    const to = next ? addDays(next, -1) : last;
    const inForce = [...pricesOn(prices, from, false), ...pricesOn(prices, from, true)];
    const before = pieces.at(-1);
    if (before && sameIds(before.prices, inForce)) before.to = to;
    else pieces.push({ from, to, prices: inForce });
  }
  return pieces.filter((piece) => piece.prices.length > 0);
};

/** Which prices serve on a day: a building's own if it has any, and of each register and kind of units the newest. */
const pricesOn = (prices: readonly Price[], day: Day, house: boolean): Price[] => {
  const inForce = prices.filter(
    ({ method, from, to }) => (method === "house") === house && from <= day && (to === null || day <= to),
  );
  const own = inForce.filter((price) => price.own);
  const newest = new Map<string, Price>();
  for (const price of own.length > 0 ? own : inForce) {
    const key = `${price.zone ?? ""} ${JSON.stringify(price.unitKinds)}`;
    const known = newest.get(key);
    if (!known || price.from > known.from) newest.set(key, price);
  }
  return [...newest.values()];
};

const sameIds = (a: readonly Price[], b: readonly Price[]): boolean =>
  a.length === b.length && a.every((price, at) => price.id === b[at]?.id);
