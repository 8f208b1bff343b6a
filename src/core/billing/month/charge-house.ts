import { addDays, type Day, daysIn, firstDay, lastDay } from "../calendar.ts";
import type { ChargeInputs, Formula } from "../charge-line.ts";
import { apportion } from "../money/apportion.ts";
import { divideRounded } from "../money/rounding.ts";
import { amountOf } from "../tariffs/exact-amount.ts";
import type { Price, TariffPiece } from "../tariffs/tariff-pieces.ts";
import { type HouseVolume, usedOf, type VolumeReason } from "../volumes.ts";
import { type AddLine, lackOf, pays } from "./charge-unit.ts";
import { reasonOf } from "./charge-volumes.ts";
import { applyPrivileges } from "./privileges.ts";
import { residentDays, splitAmong, tenuresIn } from "./tenure.ts";
import type { BuildingToCharge, CarriedOver, Lack, UnitToCharge } from "./to-charge.ts";

/** What became of a house's common use. */
export interface HouseOutcome {
  lacks: SharedLacks;
  carry: CarriedOver | null;
}

/** What isn't known of what a house shares, and of its units that had to take part. */
export interface SharedLacks {
  house: Lack | null;
  units: readonly { unitId: string; lacks: Lack }[];
}

/**
 * Shares what the house used beyond its units: by days where its price changes, or doesn't serve the whole month, since
 * nobody reads the meter on such a day.
 *
 * @param price the last one; what is negative goes by its policy
 * @param pieces of the month in which such prices serve; what a zone's own price takes is not shared again at the price for
 *   all
 */
export const chargeHouse = (
  building: BuildingToCharge,
  price: Price,
  pieces: readonly TariffPiece[],
  add: AddLine,
): HouseOutcome => {
  const prices = pieces.at(-1)?.prices ?? [];
  const read = building.volumes.house.filter(
    ({ serviceId, origin }) => serviceId === price.serviceId && origin !== "none",
  );
  const apart = prices.flatMap(({ method, zone }) =>
    method === "house" && read.some((meter) => meter.zone === zone) ? [zone] : [],
  );
  const covers = (zone: string | null): boolean =>
    price.zone === null ? zone === null || !apart.includes(zone) : zone === price.zone;
  const meters = read.filter(({ zone }) => covers(zone));
  if (meters.length === 0 || price.price === null)
    return { lacks: { house: "reading", units: [] }, carry: null };
  const house = meters.reduce((sum, { volume }) => sum + volume, 0n);
  const individual = building.volumes.units
    .filter(({ serviceId, zone }) => serviceId === price.serviceId && covers(zone))
    .reduce((sum, unit) => sum + usedOf(unit), 0n);
  const carried = carriedInto(building, price);
  const month = wholeMonth(building);
  const spans = spansOf(price, pieces);
  const days = spans.map(({ span }) => BigInt(daysIn(span.from, span.to)));
  const served = days.reduce((sum, some) => sum + some, 0n);
  const left = divideRounded((house - individual) * served, BigInt(daysIn(month.from, month.to))) + carried;
  const negative = left < 0n;
  const carry =
    negative && price.negative === "carry"
      ? { serviceId: price.serviceId, zone: price.zone, volume: left }
      : null;
  const volume = negative && price.negative !== "credit" ? 0n : left;
  const inputs: ChargeInputs = {
    house,
    individual,
    ...(carried === 0n ? {} : { carried }),
    houseReason: together(meters),
    ...(price.zone === null ? {} : { zone: price.zone }),
  };
  const parts = apportion(volume, days);
  const lacks = spans.map(({ price: then, span }, at): SharedLacks => {
    const part = parts[at] ?? 0n;
    const total = amountOf(then.price ?? 0n, part, building.money);
    return share(building, { price: then, formula: "house", total, volume: part, inputs, span }, add);
  });
  return { lacks: lacks.at(-1) ?? { house: null, units: [] }, carry };
};

/** The days of each price that served before the last one for the same registers, and of that. */
const spansOf = (price: Price, pieces: readonly TariffPiece[]): { price: Price; span: Span }[] => {
  const spans: { price: Price; span: Span }[] = [];
  for (const { from, to, prices } of pieces) {
    const then = prices.find(({ method, zone }) => method === "house" && zone === price.zone) ?? price;
    const before = spans.at(-1);
    if (before?.price === then && addDays(before.span.to, 1) === from) before.span.to = to;
    else spans.push({ price: then, span: { from, to } });
  }
  return spans;
};

/** Of registers that one price is for: estimated if one of them is. */
const together = (meters: readonly HouseVolume[]): VolumeReason => {
  const [only, another] = meters;
  if (only && !another) return reasonOf(only);
  const months = [...new Set(meters.flatMap((meter) => meter.months ?? []))].sort();
  return {
    origin: meters.some(({ origin }) => origin === "average") ? "average" : "readings",
    readingIds: meters.flatMap(({ readingIds }) => readingIds ?? []),
    ...(months.length > 0 ? { months } : {}),
  };
};

const carriedInto = ({ carried }: BuildingToCharge, { serviceId, zone, negative }: Price): bigint =>
  negative === "carry"
    ? carried
        .filter((over) => over.serviceId === serviceId && over.zone === zone)
        .reduce((sum, { volume }) => sum + volume, 0n)
    : 0n;

/** Shares a supplier's invoice, if there is one yet. */
export const chargeInvoice = (building: BuildingToCharge, price: Price, add: AddLine): SharedLacks => {
  const total = building.invoices.get(price.serviceId);
  if (total === undefined) return { house: "invoice", units: [] };
  const span = wholeMonth(building);
  return share(building, { price, formula: "invoice", total, volume: null, inputs: {}, span }, add);
};

interface ToShare {
  price: Price;
  formula: Formula;
  /** Minor units. */
  total: bigint;
  volume: bigint | null;
  inputs: ChargeInputs;
  span: Span;
}

interface Span {
  from: Day;
  to: Day;
}

const wholeMonth = ({ month }: BuildingToCharge): Span => ({ from: firstDay(month), to: lastDay(month) });

/** Shares by largest remainder, so that the parts of all units make the whole; without any weight nobody can be charged. */
const share = (
  building: BuildingToCharge,
  { price, formula, total, volume, inputs, span }: ToShare,
  add: AddLine,
): SharedLacks => {
  const month = wholeMonth(building);
  const units = building.units.filter((unit) => pays(unit, price) && tenuresIn(unit, span).length > 0);
  const weights = units.map((unit) => weightOf(unit, price, span));
  const ofShares = weights.reduce((sum, weight) => sum + weight, 0n);
  const amounts = apportion(total, weights);
  const volumes = volume === null ? null : apportion(volume, weights);
  for (const [at, unit] of units.entries()) {
    const tenures = tenuresIn(unit, span);
    const parts = splitAmong(amounts[at] ?? 0n, tenures, span, { all: true });
    const quantities = volumes && splitAmong(volumes[at] ?? 0n, tenures, span, { all: true });
    for (const [part, { account, from, to, days }] of tenures.entries()) {
      const ofDays = daysIn(month.from, month.to);
      const line = {
        serviceId: price.serviceId,
        formula,
        tariffId: price.id,
        quantity: quantities?.[part] ?? null,
        price: price.price,
        amount: parts[part] ?? 0n,
        inputs: {
          ...inputs,
          shared: total,
          share: weights[at] ?? 0n,
          ofShares,
          basis: price.basis,
          ...(days === ofDays ? {} : { days, ofDays, from, to }),
        },
      };
      if (line.amount !== 0n || volume !== 0n)
        add(account.accountId, applyPrivileges(line, account, { from, to }));
    }
  }
  return {
    house: ofShares === 0n && total !== 0n ? "shares" : null,
    units: units.flatMap((unit) => {
      const lacks = lackOf(unit, price.basis);
      return lacks ? [{ unitId: unit.unitId, lacks }] : [];
    }),
  };
};

const weightOf = (unit: UnitToCharge, { basis }: Price, span: Span): bigint => {
  if (basis === "units") return 1n;
  return basis === "area" ? BigInt(unit.area ?? 0) : BigInt(residentDays(unit, span));
};
