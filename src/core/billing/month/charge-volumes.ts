import { daysIn, firstDay, lastDay, overlap } from "../calendar.ts";
import type { ChargeInputs } from "../charge-line.ts";
import { apportion } from "../money/apportion.ts";
import { amountOf } from "../tariffs/exact-amount.ts";
import type { Price, TariffPiece } from "../tariffs/tariff-pieces.ts";
import type { UnitVolume, VolumeReason } from "../volumes.ts";
import type { AddLine, UnitCharge } from "./charge-unit.ts";
import { applyPrivileges } from "./privileges.ts";
import { daysOf, type SettledPart, settledParts, withoutSettled } from "./settled-parts.ts";
import { byDays, byResidents, countedBy, splitAmong, type Tenure, tenuresIn, type Weigh } from "./tenure.ts";
import type { BuildingToCharge, UnitToCharge } from "./to-charge.ts";
import { volumesOfUnit } from "./volumes-of-unit.ts";

/** Price × volume, for the days of a piece; false if the unit's volume isn't known, or has no price. */
export const chargeVolumes = (
  building: BuildingToCharge,
  { unit, serviceId, pieces }: UnitCharge,
  piece: TariffPiece,
  prices: readonly Price[],
  add: AddLine,
): boolean => {
  const volumes = volumesOfUnit(building.volumes, unit.unitId, serviceId);
  if (volumes.length === 0) return false;
  const tenures = tenuresIn(unit, piece);
  let known = true;
  for (const volume of volumes) {
    const price = priceFor(volume, prices);
    if (!price || price.price === null) {
      known = false;
      continue;
    }
    const settled = settledParts(building, unit, volume);
    const own = settled.length === 0 ? volume : withoutSettled(volume, settled);
    const parts = partsOf(building, own, { unit, piece, pieces, tenures });
    for (const [at, { account, from, to }] of tenures.entries()) {
      const quantity = parts[at] ?? 0n;
      const line = {
        serviceId,
        formula: "volume" as const,
        tariffId: price.id,
        quantity,
        price: price.price,
        amount: amountOf(price.price, quantity, building.money),
        inputs: {
          ...inputsOf(building, own, { from, to }, unit),
          ...(settled.length === 0 ? {} : { ofMonth: { month: building.month, used: own.volume } }),
        },
      };
      add(account.accountId, applyPrivileges(line, account, { from, to }));
    }
    chargeSettled(building, settled, { volume: own, price, piece, pieces }, add);
  }
  return known;
};

/** What settles past months, at this month's price: to each account that held the unit then a line of its own. */
const chargeSettled = (
  building: BuildingToCharge,
  parts: readonly SettledPart[],
  { volume, price, piece, pieces }: { volume: UnitVolume; price: Price } & Pick<Split, "piece" | "pieces">,
  add: AddLine,
): void => {
  for (const part of parts) {
    const quantity = pieces.length === 1 ? part.volume : inPieceOf(building, part.volume, { piece, pieces });
    if (quantity === 0n || price.price === null) continue;
    const { month, used } = part.settled;
    const line = {
      serviceId: price.serviceId,
      formula: "volume" as const,
      tariffId: price.id,
      quantity,
      price: price.price,
      amount: amountOf(price.price, quantity, building.money),
      inputs: {
        volume: {
          ...reasonOf(volume),
          ...(part.charged === 0n ? {} : { settles: { volume: part.charged, months: [month] } }),
        },
        ofMonth: { month, used },
        ...(volume.zone === null ? {} : { zone: volume.zone }),
        ...daysOf(part),
      },
    };
    add(part.account.accountId, applyPrivileges(line, part.account, part));
  }
};

/** The price of the volume's register, else the one for all. What nobody counted by zones has no zone's price. */
const priceFor = ({ zone }: UnitVolume, prices: readonly Price[]): Price | undefined =>
  prices.find((price) => price.zone === zone) ?? prices.find((price) => price.zone === null);

interface Split {
  unit: UnitToCharge;
  piece: TariffPiece;
  pieces: readonly TariffPiece[];
  tenures: readonly Tenure[];
}

/** The accounts' parts of a volume in a piece of the month: by the reading of the day of the change of owner, else by days. */
const partsOf = (
  { month }: BuildingToCharge,
  volume: UnitVolume,
  { unit, piece, pieces, tenures }: Split,
): bigint[] => {
  const span = { from: firstDay(month), to: lastDay(month) };
  const holders = tenuresIn(unit, span);
  if (holders.length > 1 && holders.every((holder, at) => at === 0 || holder.account.byReading)) {
    const parts = byReading(volume.volume, volume.usedBy ?? [], holders);
    if (parts)
      return tenures.map(({ account }) => {
        const at = holders.findIndex((holder) => holder.account === account);
        return inPiece(parts[at] ?? 0n, holders[at], { piece, pieces });
      });
  }
  const measured = volume.origin === "readings";
  // A norm is for people, who are counted by their days already.
  const weigh: Weigh = volume.origin === "norm" ? byResidents(unit) : byDays;
  const whole =
    pieces.length === 1 && measured
      ? volume.volume
      : inPieceOf({ month }, volume.volume, { piece, pieces }, weigh);
  return splitAmong(whole, tenures, piece, { all: measured, weigh });
};

/** Of a month's volume the part of a piece, by days or by what else they weigh. */
const inPieceOf = (
  { month }: Pick<BuildingToCharge, "month">,
  whole: bigint,
  { piece, pieces }: Pick<Split, "piece" | "pieces">,
  weigh: Weigh = byDays,
): bigint => {
  const weights = pieces.map(weigh);
  const all = weigh({ from: firstDay(month), to: lastDay(month) });
  const uncovered = weights.reduce((left, weight) => left - weight, all);
  return apportion(whole, [...weights, uncovered].map(BigInt))[pieces.indexOf(piece)] ?? 0n;
};

/** Of what one account used in the month, the part of a piece: nobody read on the day on which the price changed. */
const inPiece = (
  used: bigint,
  holder: Tenure | undefined,
  { piece, pieces }: Pick<Split, "piece" | "pieces">,
): bigint => {
  if (!holder || pieces.length === 1) return used;
  const days = pieces.map((each) => {
    const common = overlap(holder, each);
    return common ? daysIn(common.from, common.to) : 0;
  });
  const uncovered = holder.days - days.reduce((sum, part) => sum + part, 0);
  return apportion(used, [...days, uncovered].map(BigInt))[pieces.indexOf(piece)] ?? 0n;
};

/** Null if a day of the change was not read. */
const byReading = (
  whole: bigint,
  read: readonly { day: string; volume: bigint }[],
  tenures: readonly Tenure[],
): bigint[] | null => {
  const parts: bigint[] = [];
  let used = 0n;
  for (const [at, { to }] of tenures.entries()) {
    const until = at === tenures.length - 1 ? whole : read.find(({ day }) => day === to)?.volume;
    if (until === undefined) return null;
    parts.push(until - used);
    used = until;
  }
  return parts;
};

const inputsOf = (
  { month }: BuildingToCharge,
  volume: UnitVolume,
  { from, to }: { from: string; to: string },
  unit: UnitToCharge,
): ChargeInputs => {
  const days = daysIn(from, to);
  const ofDays = daysIn(firstDay(month), lastDay(month));
  return {
    volume: reasonOf(volume),
    ...(volume.origin === "norm"
      ? { counted: countedBy(unit, { from: firstDay(month), to: lastDay(month) }) }
      : {}),
    ...(volume.zone === null ? {} : { zone: volume.zone }),
    ...(days === ofDays ? {} : { days, ofDays, from, to }),
  };
};

/** Why a volume is what it is, without whose it is. One by one: a spread for each costs ten times as much. */
export const reasonOf = (volume: VolumeReason): VolumeReason => {
  const reason: { -readonly [Part in keyof VolumeReason]: VolumeReason[Part] } = { origin: volume.origin };
  if (volume.readingIds) reason.readingIds = volume.readingIds;
  if (volume.previous) reason.previous = volume.previous;
  if (volume.current) reason.current = volume.current;
  if (volume.months) reason.months = volume.months;
  if (volume.factor !== undefined) reason.factor = volume.factor;
  if (volume.norm) reason.norm = volume.norm;
  if (volume.settles) reason.settles = volume.settles;
  return reason;
};
