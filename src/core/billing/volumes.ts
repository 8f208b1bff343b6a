import type { Db } from "../../database/db.ts";
import { daysIn, firstDay, lastDay, type Month } from "./calendar.ts";
import { divideRounded } from "./money/rounding.ts";

/** Where a volume comes from: told to the payer with the sum. */
export type VolumeOrigin =
  /** The difference of two readings. */
  | "readings"
  /** The months before, as the policy pack says. */
  | "average"
  /** The tariff's norm for each resident. */
  | "norm"
  /** Nothing is known: the month's preview lists the unit. */
  | "none";

/** What the month asks of the meters, one building at a time. */
export interface VolumeQuestion {
  companyId: string;
  buildingId: string;
  /** "2026-03" */
  month: string;
  /** With the sum of people over the days of the month: who lived there for a part of it counts for that part; null: unknown. */
  units: readonly { unitId: string; residentDays: number | null }[];
  services: readonly MeasuredService[];
  /** Days on which a unit passed to another account that wants the volume split by that day's reading. */
  splits: readonly { unitId: string; day: string }[];
}

export interface MeasuredService {
  serviceId: string;
  meterKind: string;
  /** Registers that have prices of their own; empty: one price for all. */
  zones: readonly string[];
  /** Whether there is a price for what no zone's own price is for. */
  forAll: boolean;
  /** Thousandths for one resident and month, where the tariff has a norm. */
  norm: bigint | null;
  /** Whether the house's own volume is asked for as well. */
  house: boolean;
}

/** Why a volume is what it is. */
export interface VolumeReason {
  origin: VolumeOrigin;
  /** Readings that it comes from, oldest first. */
  readingIds?: readonly string[];
  /** The readings themselves, in thousandths, and their days. */
  previous?: { value: bigint; day: string };
  current?: { value: bigint; day: string };
  /** Months that an average was taken from. */
  months?: readonly string[];
  /** Thousandths by which it was multiplied by law, such as 1500 after denied access. */
  factor?: number;
  /** Thousandths for one resident and month, and how many people that was: thousandths, on average of the days. */
  norm?: { each: bigint; residents: bigint };
  /** What these months were charged without readings, in thousandths: taken off, now that they are read. */
  settles?: { volume: bigint; months: readonly string[] };
}

/** A past month that is settled, in thousandths: its part of what the readings came to, and what it was charged without them. */
export interface SettledMonth {
  month: Month;
  used: bigint;
  charged: bigint;
  /** Of that, by account. */
  chargedTo: readonly AccountVolume[];
}

export interface AccountVolume {
  accountId: string;
  volume: bigint;
}

/** A unit's volume of a service in thousandths of its measure. */
export interface UnitVolume extends VolumeReason {
  unitId: string;
  serviceId: string;
  /** Null: all registers together. */
  zone: string | null;
  volume: bigint;
  /** How much of it was used by the end of each day asked for in `splits`, where that day was read. */
  usedBy?: readonly { day: string; volume: bigint }[];
  /** What of the volume belongs to earlier months: to whom they belong. */
  past?: readonly SettledMonth[];
}

/** What was used of a volume: what the law adds on top, as after denied access, is paid for, yet nobody used it. */
export const usedOf = ({ volume, factor = 1000 }: { volume: bigint; factor?: number | undefined }): bigint =>
  factor === 1000 ? volume : divideRounded(volume * 1000n, BigInt(factor));

/** A house's volume by its own meter. */
export interface HouseVolume extends VolumeReason {
  serviceId: string;
  zone: string | null;
  volume: bigint;
}

export interface Volumes {
  units: readonly UnitVolume[];
  house: readonly HouseVolume[];
}

/** The port between the month and the meters. A unit and service without an answer count as origin "none". */
export type VolumesOf = (db: Db, question: VolumeQuestion) => Promise<Volumes>;

/**
 * The norm of a unit's people for a month, by days: Rules 354, item 56(1), has those who live there for a part of it count
 * for that part.
 *
 * @param factor thousandths
 */
export const normVolume = (
  each: bigint,
  { residentDays, month, factor = 1000 }: { residentDays: number; month: Month; factor?: number },
): { volume: bigint; norm: { each: bigint; residents: bigint } } => {
  const [people, days] = [BigInt(residentDays), BigInt(daysIn(firstDay(month), lastDay(month)))];
  return {
    volume: divideRounded(each * people * BigInt(factor), days * 1000n),
    norm: { each, residents: divideRounded(people * 1000n, days) },
  };
};

/** Where no meters are kept: everybody uses the norm. */
export const volumesByNorm: VolumesOf = async (_db, { units, services, month }) => ({
  units: services.flatMap(({ serviceId, norm }) =>
    norm === null
      ? []
      : units.flatMap(({ unitId, residentDays }) =>
          residentDays === null
            ? []
            : [
                {
                  unitId,
                  serviceId,
                  zone: null,
                  origin: "norm" as const,
                  ...normVolume(norm, { residentDays, month }),
                },
              ],
        ),
  ),
  house: [],
});
