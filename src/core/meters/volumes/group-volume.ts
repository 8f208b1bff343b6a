import type { Month } from "../../billing/calendar.ts";
import { divideRounded } from "../../billing/money/rounding.ts";
import type { MeasuredService, UnitVolume, VolumeReason } from "../../billing/volumes.ts";
import { monthsBetween, type RegisterReading, usedOver } from "../register-readings.ts";
import type { ChargedMonths } from "./charged-volumes.ts";
import type { CountedMeter } from "./meter-rows.ts";
import type { RegisterVolume } from "./register-volume.ts";
import type { Together } from "./registers-apart.ts";
import { useByMonth } from "./use-by-month.ts";

/** A register of one of the unit's meters of the service's kind. */
export interface CountedRegister {
  meter: CountedMeter;
  zone: string;
  readings: readonly RegisterReading[];
}

export interface Said {
  register: CountedRegister;
  volume: RegisterVolume;
}

/** Registers that are told as one volume. */
export interface Group {
  registers: Together;
  said: readonly Said[];
}

/** What of a unit's month registers are asked for. */
interface GroupQuestion {
  unitId: string;
  month: Month;
  service: MeasuredService;
  /** Days on which the unit passed to somebody else. */
  splits: readonly string[];
}

/**
 * What registers that are told as one come to in a month.
 *
 * @param gap months without readings that are settled
 */
export const groupVolume = (
  question: GroupQuestion,
  charged: ChargedMonths,
  { registers, said }: Group,
  gap: readonly Month[],
): UnitVolume => {
  const { unitId, service } = question;
  const raw = said.reduce((sum, each) => sum + volumeOf(each, gap.length > 0 ? gap : null), 0n);
  const off = charged.volume(registers, gap);
  // Of several months' use this is a part, until all that was charged for them can be taken off.
  const isPart = said.some(({ volume }) => volume.origin === "readings" && volume.gap.length > 0);
  const estimated = isEstimated(said) || (gap.length === 0 && isPart);
  return {
    unitId,
    serviceId: service.serviceId,
    zone: registers.zone,
    volume: raw - off,
    ...reasonOf(said, { estimated, month: question.month, settled: gap }),
    ...settlesOf(off, gap),
    ...pastOf(charged, { registers, said }, { month: question.month, gap }),
    ...splitsOf(question, said, { gap, off }),
  };
};

const pastOf = (
  charged: ChargedMonths,
  { registers, said }: Group,
  { month, gap }: { month: Month; gap: readonly Month[] },
): Pick<UnitVolume, "past"> => {
  if (gap.length === 0) return {};
  const uses = said.flatMap(({ register, volume }) => {
    if (volume.origin !== "readings") return [];
    const counted = countedOver(register, volume, gap);
    return [useByMonth(counted, register.meter.capacity, [...gap, month])];
  });
  return {
    past: gap.map((each, at) => ({
      month: each,
      used: uses.reduce((sum, use) => sum + (use[at] ?? 0n), 0n),
      charged: charged.volume(registers, [each]),
      chargedTo: charged.byAccount(registers, each),
    })),
  };
};

export const settlesOf = (volume: bigint, months: readonly Month[]): Pick<VolumeReason, "settles"> =>
  volume === 0n ? {} : { settles: { volume, months } };

export const isEstimated = (said: readonly Said[]): boolean =>
  said.some(({ volume }) => volume.origin === "average");

/**
 * Of a register in a month. Where the months before lacked readings, all registers are counted from before the gap, so
 * that what the unit was charged in it can be taken off as one; while one of them is still estimated, so are the others
 * that have a gap.
 */
const volumeOf = ({ register, volume }: Said, settledGap: readonly Month[] | null): bigint => {
  if (volume.origin === "average") return volume.volume;
  if (volume.origin !== "readings") return 0n;
  if (settledGap) return usedOver(countedOver(register, volume, settledGap), register.meter.capacity);
  if (volume.gap.length === 0) return volume.volume;
  // Of several months this is one: the rest is settled once every register was read.
  return divideRounded(volume.volume, BigInt(volume.gap.length + 1));
};

/** The readings of a register from before a gap to the month's own. */
const countedOver = (
  register: CountedRegister,
  { previous, current }: Extract<RegisterVolume, { origin: "readings" }>,
  gap: readonly Month[],
): readonly RegisterReading[] => {
  const { readings } = register;
  const from = readings.indexOf(readBefore(register, gap) ?? previous);
  return readings.slice(from, readings.indexOf(current) + 1);
};

/** The last reading before a gap, else the first there is. */
const readBefore = ({ readings }: CountedRegister, [first]: readonly Month[]): RegisterReading | undefined =>
  readings.findLast(
    ({ month, kind }) => first !== undefined && (month < first || (kind === "initial" && month <= first)),
  ) ?? readings[0];

/**
 * @param month of an estimate: what is counted over a gap is the average of its months
 * @param settled months that the readings are counted from before of
 */
export const reasonOf = (
  said: readonly Said[],
  {
    estimated = false,
    month,
    settled = [],
  }: { estimated?: boolean; month?: Month; settled?: readonly Month[] },
): VolumeReason => {
  const readings = said.flatMap(({ register, volume }) =>
    volume.origin === "readings"
      ? [
          {
            ...volume,
            previous: (settled.length > 0 ? readBefore(register, settled) : null) ?? volume.previous,
          },
        ]
      : [],
  );
  const averages = said.flatMap(({ volume }) => (volume.origin === "average" ? [volume] : []));
  const readingIds = [
    ...readings.flatMap(({ previous, current }) => [previous.id, current.id]),
    ...averages.flatMap((average) => average.readingIds),
  ];
  const [only, another] = readings;
  const over = readings.flatMap(({ gap }) => (gap.length > 0 && month !== undefined ? [...gap, month] : []));
  const single = only && !another && !estimated;
  return {
    origin: estimated ? "average" : "readings",
    readingIds,
    ...(single
      ? {
          previous: { value: only.previous.value, day: only.previous.day },
          current: { value: only.current.value, day: only.current.day },
        }
      : {}),
    ...(estimated
      ? { months: [...new Set([...averages.flatMap(({ months }) => months), ...over])].sort() }
      : {}),
  };
};

/**
 * What was used by the end of a day on which the unit passed on, where every register was read that day. What is taken off
 * for months before is the first one's, who was charged for them.
 */
const splitsOf = (
  { splits }: GroupQuestion,
  said: readonly Said[],
  { gap, off }: { gap: readonly Month[]; off: bigint },
): Pick<UnitVolume, "usedBy"> => {
  const usedBy = splits.flatMap((day) => {
    const parts = said.map(({ register, volume }) => {
      if (volume.origin !== "readings") return null;
      const { readings, meter } = register;
      const at = readings.find((reading) => reading.kind === "handover" && reading.day === day);
      if (!at || monthsBetween(volume.previous.month, at.month) < 0) return null;
      const previous = (gap.length > 0 ? readBefore(register, gap) : null) ?? volume.previous;
      return usedOver(readings.slice(readings.indexOf(previous), readings.indexOf(at) + 1), meter.capacity);
    });
    if (parts.some((part) => part === null)) return [];
    return [{ day, volume: parts.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n) - off }];
  });
  return usedBy.length > 0 ? { usedBy } : {};
};
