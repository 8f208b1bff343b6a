import { type Day, daysIn, firstDay, lastDay } from "../calendar.ts";
import type { ChargeInputs, ChargeLine } from "../charge-line.ts";
import { fraction } from "../money/fraction.ts";
import { divideRounded } from "../money/rounding.ts";
import { amountOf } from "../tariffs/exact-amount.ts";
import type { Price, TariffPiece } from "../tariffs/tariff-pieces.ts";
import { chargeVolumes } from "./charge-volumes.ts";
import { applyPrivileges } from "./privileges.ts";
import { byDays, byResidents, countedBy, residentDays, splitAmong, tenuresIn } from "./tenure.ts";
import type { BuildingToCharge, Lack, UnitToCharge } from "./to-charge.ts";

/** Takes a line of an account. */
export type AddLine = (accountId: string, line: ChargeLine) => void;

export interface UnitCharge {
  unit: UnitToCharge;
  serviceId: string;
  pieces: readonly TariffPiece[];
}

/** Charges a unit for one service, but for what the whole house shares; tells what isn't known of it. */
export const chargeUnit = (building: BuildingToCharge, charge: UnitCharge, add: AddLine): Set<Lack> => {
  const lacks = new Set<Lack>();
  for (const piece of charge.pieces) {
    const prices = piece.prices.filter((price) => pays(charge.unit, price));
    const measured = prices.filter(({ method }) => method === "volume");
    if (measured.length > 0 && !chargeVolumes(building, charge, piece, measured, add))
      lacks.add(lackOfVolume(charge.unit, measured));
    for (const price of prices) {
      const lack = lackOf(charge.unit, price.method);
      if (lack) lacks.add(lack);
      if (price.method === "area" || price.method === "resident" || price.method === "unit")
        chargeQuantity(building, charge.unit, piece, price, add);
    }
  }
  return lacks;
};

/** Whether a price is for units of this kind. */
export const pays = ({ kind }: UnitToCharge, { unitKinds }: Price): boolean =>
  unitKinds === null || unitKinds.includes(kind);

const lackOfVolume = ({ residents }: UnitToCharge, prices: readonly Price[]): Lack =>
  residents.length === 0 && prices.some(({ norm }) => norm !== null) ? "residents" : "volume";

/** What isn't known of a unit that something is reckoned by. Nobody living there is known if the staff said so. */
export const lackOf = (
  { area, residents }: UnitToCharge,
  by: Price["method"] | Price["basis"],
): "area" | "residents" | null => {
  if (by === "area" && area === null) return "area";
  return (by === "resident" || by === "residents") && residents.length === 0 ? "residents" : null;
};

/** Price × area, residents or one, for the days on which the price holds. */
const chargeQuantity = (
  { month, money }: BuildingToCharge,
  unit: UnitToCharge,
  piece: TariffPiece,
  price: Price,
  add: AddLine,
): void => {
  const ofDays = daysIn(firstDay(month), lastDay(month));
  const counted = quantityOf(unit, piece, price);
  if (counted === null || counted.quantity === 0n || price.price === null) return;
  const whole = amountOf(price.price, counted.base, money, fraction(BigInt(counted.days), BigInt(ofDays)));
  const tenures = tenuresIn(unit, piece);
  const weigh = price.method === "resident" ? byResidents(unit) : byDays;
  const parts = splitAmong(whole, tenures, piece, { weigh });
  for (const [at, { account, from, to, days: held }] of tenures.entries()) {
    const { quantity, inputs } = quantityOf(unit, { from, to }, price) ?? counted;
    // Nobody lived there while it was theirs.
    if (quantity === 0n) continue;
    const line: ChargeLine = {
      serviceId: price.serviceId,
      formula: price.method,
      tariffId: price.id,
      quantity,
      price: price.price,
      amount: parts[at] ?? 0n,
      inputs: held === ofDays ? inputs : { ...inputs, days: held, ofDays, from, to },
    };
    add(account.accountId, applyPrivileges(line, account, { from, to }));
  }
};

/** What is multiplied by the price: thousandths for a number of days; null: the register doesn't know. */
interface Counted {
  /** As it is shown: on average of the days. */
  quantity: bigint;
  base: bigint;
  days: number;
  inputs: ChargeInputs;
}

const quantityOf = (unit: UnitToCharge, span: { from: Day; to: Day }, { method }: Price): Counted | null => {
  const days = daysIn(span.from, span.to);
  if (method === "unit") return { quantity: 1000n, base: 1000n, days, inputs: {} };
  if (method === "area") {
    if (unit.area === null) return null;
    const quantity = BigInt(unit.area) * 10n;
    return { quantity, base: quantity, days, inputs: { area: unit.area } };
  }
  const all = BigInt(residentDays(unit, span)) * 1000n;
  const quantity = divideRounded(all, BigInt(days));
  const residents = Math.round(Number(quantity) / 1000);
  return { quantity, base: all, days: 1, inputs: { residents, counted: countedBy(unit, span) } };
};
