import { type Month, shiftMonth } from "../../billing/calendar.ts";
import { apportion } from "../../billing/money/apportion.ts";
import { divideRounded } from "../../billing/money/rounding.ts";
import {
  type MeasuredService,
  normVolume,
  type UnitVolume,
  type VolumeReason,
} from "../../billing/volumes.ts";
import type { MeterPolicy } from "../policy.ts";
import { monthsBetween, type RegisterReading, usedOver } from "../register-readings.ts";
import type { ChargedMonths, ChargedVolumes } from "./charged-volumes.ts";
import type { CountedMeter } from "./meter-rows.ts";
import { type RegisterVolume, registerVolume } from "./register-volume.ts";
import { registersApart, type Together } from "./registers-apart.ts";

/** A register of one of the unit's meters of the service's kind. */
export interface CountedRegister {
  meter: CountedMeter;
  zone: string;
  readings: readonly RegisterReading[];
}

export interface UnitQuestion {
  unitId: string;
  /** The sum of people over the days of the month; null: nobody knows. */
  residentDays: number | null;
  month: Month;
  service: MeasuredService;
  registers: readonly CountedRegister[];
  policy: MeterPolicy;
  /** How often staff were not let in. */
  denied: number;
  charged: ChargedVolumes;
  /** Days on which the unit passed to somebody else. */
  splits: readonly string[];
}

/** A unit's volumes of a service: by readings, else the average, else the norm; registers apart where one has a price of its own. */
export const unitVolumes = (question: UnitQuestion): UnitVolume[] => {
  const { service, registers, policy, month, denied } = question;
  if (registers.length === 0) return byNorm(question);
  const said = registers.map((register) => ({
    register,
    volume: registerVolume(register.meter, register.readings, month, policy),
  }));
  const read = said.every(({ volume }) => volume.origin === "readings" || volume.origin === "new");
  const unknown =
    said.some(({ volume }) => volume.origin === "unknown") ||
    said.every(({ volume }) => volume.origin === "new");
  if (unknown || (!read && denied >= policy.deniedTimes)) return byNorm(question);
  const charged = question.charged(question.unitId, service.serviceId);
  const groups = registersApart(service.zones, registers).map((registers) => ({
    registers,
    said: unread(
      charged,
      registers,
      said.filter(({ register }) => registers.covers(register.zone)),
    ),
  }));
  const gap = gapOf(charged, groups, month);
  // What was charged for all registers as a whole can only be taken off once all of them are read.
  const asOne = gap.some((each) => charged.wasWhole(each));
  const settles = (some: readonly Group[]): Month[] =>
    some.some(({ said }) => isEstimated(said)) ? [] : gapOf(charged, some, month);
  const whole = asOne ? settles(groups) : null;
  const volumes = groups.map((group) => together(question, charged, group, whole ?? settles([group])));
  return whole ? takeWholeOff(question, charged, groups, { volumes, gap: whole }) : volumes;
};

const byNorm = (question: UnitQuestion): UnitVolume[] => {
  const { unitId, residentDays, month, service, policy, denied, registers } = question;
  if (service.norm === null || residentDays === null) return [];
  const factor = registers.length > 0 && denied >= policy.deniedTimes ? policy.deniedFactor : 1000;
  return [
    {
      unitId,
      serviceId: service.serviceId,
      zone: null,
      origin: "norm",
      ...normVolume(service.norm, { residentDays, month, factor }),
      ...(factor === 1000 ? {} : { factor }),
    },
  ];
};

interface Said {
  register: CountedRegister;
  volume: RegisterVolume;
}

/** Registers that are told as one volume. */
interface Group {
  registers: Together;
  said: readonly Said[];
}

/** A meter put in had no reading in its first month; those of the one before it have charged that month. */
const unread = (charged: ChargedMonths, registers: Together, said: readonly Said[]): Said[] =>
  said.map(({ register, volume }) => ({
    register,
    volume:
      volume.origin === "readings"
        ? { ...volume, gap: volume.gap.filter((month) => !charged.wasRead(registers, month)) }
        : volume,
  }));

/**
 * The months before this one that are to be settled with it: back to the last one that all the registers were charged for
 * by readings. A register that was read while another one was not has no months without readings of its own, yet what was
 * charged then instead is still to be made up for.
 */
const gapOf = (charged: ChargedMonths, groups: readonly Group[], month: Month): Month[] => {
  const unsettled = (each: Month): boolean =>
    groups.some(
      ({ registers, said }) =>
        !charged.wasRead(registers, each) &&
        (charged.wasCharged(registers, each) ||
          said.some(({ volume }) => volume.origin === "readings" && volume.gap.includes(each))),
    );
  const first = groups
    .flatMap(({ said }) => said.map(({ register }) => register.readings[0]?.month ?? month))
    .reduce((earliest, each) => (each < earliest ? each : earliest), month);
  const gap: Month[] = [];
  for (let each = shiftMonth(month, -1); each >= first && unsettled(each); each = shiftMonth(each, -1))
    gap.unshift(each);
  return gap;
};

const isEstimated = (said: readonly Said[]): boolean =>
  said.some(({ volume }) => volume.origin === "average");

/** @param gap months without readings that are settled */
const together = (
  question: UnitQuestion,
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
    ...splitsOf(question, said, { gap, off }),
  };
};

const settlesOf = (volume: bigint, months: readonly Month[]): Pick<VolumeReason, "settles"> =>
  volume === 0n ? {} : { settles: { volume, months } };

/**
 * Gives back what months without readings were charged as a whole, at the price for all zones, so that each zone costs
 * what it would have. Where there is no such price any more, it is taken off the zones in proportion to their use.
 */
const takeWholeOff = (
  { unitId, service }: UnitQuestion,
  charged: ChargedMonths,
  groups: readonly Group[],
  { volumes, gap }: { volumes: readonly UnitVolume[]; gap: readonly Month[] },
): UnitVolume[] => {
  const all = groups.flatMap(({ said }) => said);
  // A register without a name has taken it off already.
  if (volumes.some(({ zone }) => zone === null)) return [...volumes];
  const months = gap.filter((month) => charged.wasWhole(month));
  const off = charged.volume({ zone: null, all: false }, months);
  if (off === 0n) return [...volumes];
  if (service.forAll) {
    const reason = { ...reasonOf(all, { settled: gap }), ...settlesOf(off, months) };
    const read = volumes.find(({ usedBy }) => usedBy)?.usedBy;
    // It is given back to whom it was charged: to who had the unit when the month began.
    const usedBy = read?.map(({ day }) => ({ day, volume: -off }));
    const back = { unitId, serviceId: service.serviceId, zone: null, volume: -off };
    return [...volumes, { ...back, ...reason, ...(usedBy ? { usedBy } : {}) }];
  }
  const used = volumes.map(({ volume }) => (volume > 0n ? volume : 0n));
  const parts = apportion(off, used.some((volume) => volume > 0n) ? used : used.map(() => 1n));
  return volumes.map((volume, at) => {
    const part = parts[at] ?? 0n;
    const before = volume.settles ?? { volume: 0n, months: [] };
    const settled = [...new Set([...before.months, ...months])].sort();
    return { ...volume, volume: volume.volume - part, ...settlesOf(before.volume + part, settled) };
  });
};

/**
 * Of a register in a month. Where the months before lacked readings, all registers are counted from before the gap, so
 * that what the unit was charged in it can be taken off as one; while one of them is still estimated, so are the others
 * that have a gap.
 */
const volumeOf = ({ register, volume }: Said, settledGap: readonly Month[] | null): bigint => {
  if (volume.origin === "average") return volume.volume;
  if (volume.origin !== "readings") return 0n;
  if (settledGap) {
    const { readings, meter } = register;
    const from = readings.indexOf(readBefore(register, settledGap) ?? volume.previous);
    return usedOver(readings.slice(from, readings.indexOf(volume.current) + 1), meter.capacity);
  }
  if (volume.gap.length === 0) return volume.volume;
  // Of several months this is one: the rest is settled once every register was read.
  return divideRounded(volume.volume, BigInt(volume.gap.length + 1));
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
const reasonOf = (
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
  { splits }: UnitQuestion,
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
